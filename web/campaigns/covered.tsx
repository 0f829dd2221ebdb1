import { missingIn, type Coverage } from '../../contracts/case.ts';
import { useCampaignWords } from './words.ts';

/** How far something is covered, as a bar; the figures beside it say the same. */
export function CoveredBar({ name, coverage }: { readonly name: string; readonly coverage: Coverage }) {
  const { t } = useCampaignWords();
  const { households, done, excused } = coverage;
  const missing = missingIn(coverage);
  return (
    <span className="covered" role="img" aria-label={t('board.bar', { name, households, done, excused, missing })}>
      <span className="done" style={{ flexGrow: done }} />
      <span className="excused" style={{ flexGrow: excused }} />
      <span className="left" style={{ flexGrow: missing }} />
    </span>
  );
}

/** The same in words: what is missing first. */
export function CoveredFigures({ coverage }: { readonly coverage: Coverage }) {
  const { t } = useCampaignWords();
  const { households, done, excused } = coverage;
  const missing = missingIn(coverage);
  const figures = [
    ['board.missing', missing, missing > 0 ? 'bad' : 'well'],
    ['board.done', done, ''],
    ['board.excused', excused, ''],
    ['board.households', households, ''],
  ] as const;
  return (
    <dl className="board-figures">
      {figures.map(([word, count, tone]) => (
        <div key={word} className={tone}>
          <dt>{t(word)}</dt>
          <dd className="number">{count}</dd>
        </div>
      ))}
    </dl>
  );
}
