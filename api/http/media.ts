import { z } from 'zod';

/** Events that come as long as somebody listens. */
export const eventStream = 'text/event-stream';

/** A body that is not JSON: a picture, a table, a page. */
export class Media {
  readonly type: string;
  /** Of a body that is whole; empty where it is made while it is sent. */
  readonly bytes: Uint8Array;
  /** Of an answer that is made while it is sent. */
  readonly stream: AsyncIterable<Uint8Array> | undefined;
  /** Under which it is saved; without one it is shown. */
  readonly fileName: string | undefined;

  constructor(type: string, content: Uint8Array | string | AsyncIterable<Uint8Array>, fileName?: string) {
    const whole = typeof content === 'string' ? Buffer.from(content) : content;
    this.type = type;
    this.bytes = whole instanceof Uint8Array ? whole : new Uint8Array();
    this.stream = whole instanceof Uint8Array ? undefined : whole;
    this.fileName = fileName;
  }
}

/** Schema of a body of one of these media types, such as `image/jpeg`: in a request, or in an answer. */
export function media(...types: readonly string[]): z.ZodType<Media, Media> {
  return z
    .instanceof(Media)
    .refine(({ type }) => types.includes(bareType(type)))
    .meta({ mediaTypes: types });
}

/** The media types of a schema made by `media`; undefined for JSON. */
export function mediaTypesOf(schema: z.ZodType): readonly string[] | undefined {
  const types = schema.meta()?.['mediaTypes'];
  return Array.isArray(types) ? types.map(String) : undefined;
}

/** A content type without its parameters. */
export function bareType(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
