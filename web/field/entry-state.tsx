import type { Entry } from './entry.ts';
import { useField } from './store.ts';
import { useFieldWords } from './words.ts';

/** What it is, and where it stands, in plain words. While nobody is logged in, nothing that somebody wrote. */
export function EntryState({ entry }: { readonly entry: Entry }) {
  const { at, language, t } = useFieldWords();
  const { locked, entries } = useField();
  const { created, input, title, state, photos, acts, problem, failures } = entry;
  const numbers = [...new Set(acts.flatMap(({ answer }) => answer ?? []))];
  const held = state === 'waiting' && entries.some((other) => other.state === 'refused' && other.created < created && other.input.kind !== 'event' && input.kind !== 'event' && other.input.caseNo === input.caseNo);
  return (
    <div className="entry">
      <span className="what">
        <strong>{t(`field.kind.${input.kind}`)}</strong> {!locked && title}
      </span>
      <small>
        {at(new Date(created).toISOString())}
        {photos.length > 0 && ` · ${t('field.photo.count', { count: photos.length })}`}
      </small>
      <span className={`entry-told ${state}`}>
        {t(`field.state.${state}`)}
        {state === 'delivered' && ` (${numbers.join('、')})`}
        {state === 'refused' && problem !== null && `:${problem[language]}`}
        {held && ` · ${t('field.held')}`}
        {!held && state === 'waiting' && failures > 0 && ` · ${t('field.tried', { count: failures })}`}
      </span>
      {state === 'refused' && (problem?.errors ?? []).map((error) => <span className="fault" key={error.path}>{error[language]}</span>)}
    </div>
  );
}
