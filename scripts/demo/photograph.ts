/** 16 by 8 pixels, red beside blue: stands for a photograph of the place. */
export const photograph = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAKklEQVR4AeyQMQ0AAAjDFizNE2rnaTjYw8FDk749WiKdZMvJwpIPAPcPBgAA//+lesnzAAAABklEQVQDAL' +
      '87JLmYGNVdAAAAAElFTkSuQmCC',
    'base64',
  ),
);
