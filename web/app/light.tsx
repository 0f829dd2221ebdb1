import type { Light as LightName } from '../../contracts/clock.ts';
import { useWords } from '../words/use-words.ts';

const signs = { blue: '●', yellow: '▲', red: '■', none: '○' } as const;

/** The light of a clock: a word and a shape of its own, beside the colour. */
export function Light({ light }: { readonly light: LightName | null }) {
  const { t } = useWords();
  const name = light ?? 'none';
  return (
    <span className={`light ${name}`}>
      <span aria-hidden="true">{signs[name]}</span> {t(`light.${name}`)}
    </span>
  );
}
