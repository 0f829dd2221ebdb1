import { rungLabels, type RungAct } from '../../contracts/clock.ts';
import { useRulesWords } from './words.ts';

const signs: Readonly<Record<RungAct | 'start' | 'due', string>> = { start: '●', remindOfficer: '○', yellow: '▲', remindHead: '○', red: '■', supervise: '!', due: '◆' };

export interface Mark {
  readonly act: RungAct | 'start' | 'due';
  readonly when: string;
}

/** 时限阶梯 as a line, from the start of a clock to the supervision step. */
export function LadderLine({ marks, label }: { readonly marks: readonly Mark[]; readonly label: string }) {
  const { say, t } = useRulesWords();
  return (
    <ol className="ladder" aria-label={label}>
      {marks.map(({ act, when }, index) => (
        <li key={index} className={act}>
          <span className="sign" aria-hidden="true">{signs[act]}</span>
          <strong>{act === 'start' || act === 'due' ? t(`ladder.${act}`) : say(rungLabels[act])}</strong>
          <small>{when}</small>
        </li>
      ))}
    </ol>
  );
}
