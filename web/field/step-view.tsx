import { getRouteApi, Link } from '@tanstack/react-router';
import { Blank } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { clockLight } from './clock-light.ts';
import { EntryState } from './entry-state.tsx';
import { Households } from './households.tsx';
import { Round } from './round.tsx';
import { StepForm } from './step-form.tsx';
import { useField } from './store.ts';
import { entriesOf, roundOf } from './tasks.tsx';
import { useFieldWords } from './words.ts';

const route = getRouteApi('/field');

/** One open step, done on the spot. */
export function StepView() {
  const { at, left, say, t } = useFieldWords();
  const { step: named } = route.useSearch();
  const { entries, locked, snapshot } = useField();
  const now = useNow();
  const task = snapshot?.steps.find(({ caseNo, step }) => `${caseNo}/${step.id}` === named);
  useTitle(task === undefined ? null : say(task.step.label));
  if (task === undefined) {
    return (
      <Blank title={t('desk.gone')}>
        <p>
          <Link to="/field" search={{}}>{t('field.toTasks')}</Link>
        </p>
      </Blank>
    );
  }
  const { caseNo, title, step, dueAt, rule, status } = task;
  const mine = entriesOf(entries, task);
  const under = mine.filter(({ input, state }) => input.kind !== 'visit' && state !== 'draft' && state !== 'refused');
  const finished = under.some(({ input, state }) => state !== 'delivered' && (input.kind === 'round' || (input.kind === 'step' && input.action === 'complete')));
  const round = roundOf(step.about);
  return (
    <>
      <p>
        <Link to="/field" search={{}}>← {t('field.toTasks')}</Link>
      </p>
      <header className="head">
        <h1>
          {say(step.label)} {round === null ? '' : t('field.round.number', { number: round })}
        </h1>
        <p>{locked ? say(task.procedure.label) : title}</p>
        <p className="hint">
          {caseNo} · <Light light={clockLight(task, now)} /> {dueAt === null ? t(status === 'paused' ? 'due.paused' : 'due.none') : `${left(dueAt, now)} · ${at(dueAt)}`}
          {rule !== null && ` · ${say(rule.label)}`}
        </p>
      </header>
      {under.length > 0 && (
        <ul className="rows entries">
          {under.map((entry) => (
            <li key={entry.id}>
              <EntryState entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {!finished && <Work key={named} task={task} mine={mine} />}
    </>
  );
}

function Work(props: Parameters<typeof StepForm>[0]) {
  const { task } = props;
  if (task.procedure.name === 'patrol' && task.step.name === 'round') return <Round {...props} />;
  if (task.procedure.name === 'campaignGrid' && task.step.name === 'visit') return <Households {...props} />;
  return <StepForm {...props} />;
}
