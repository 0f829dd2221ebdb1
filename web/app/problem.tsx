import { Button } from 'antd';
import { Refusal, Unreachable } from '../api/client.ts';
import { useWords } from '../words/use-words.ts';

/** A refusal, or a broken line, as a sentence in the language chosen. `lines`: errors that belong to no field. */
export function ProblemText({ failure, lines = [] }: { readonly failure: unknown; readonly lines?: readonly string[] }) {
  const { language, t } = useWords();
  const refusal = failure instanceof Refusal ? failure.problem : null;
  const text = refusal?.[language] ?? t(failure instanceof Unreachable && !failure.answered ? 'error.unreachable' : 'error.unreadable');
  return (
    <div className="problem" role="alert" tabIndex={-1}>
      <p>{text}</p>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {refusal !== null && refusal.status >= 500 && <p className="hint">{t('error.number', { id: refusal.requestId })}</p>}
    </div>
  );
}

/** In the place of what could not be loaded. */
export function LoadFailure({ failure, onRetry }: { readonly failure: unknown; onRetry(): unknown }) {
  const { t } = useWords();
  return (
    <section className="blank">
      <h2>{t('error.load')}</h2>
      <ProblemText failure={failure} />
      <Button onClick={() => void onRetry()}>{t('retry')}</Button>
    </section>
  );
}
