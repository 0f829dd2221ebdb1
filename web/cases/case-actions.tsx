import { useQueryClient } from '@tanstack/react-query';
import { useId, type Dispatch, type SetStateAction } from 'react';
import { stepActions, type CaseAction, type StepAction } from '../../contracts/action.ts';
import { isOpen } from '../../contracts/case.ts';
import type { Role } from '../../contracts/roles.ts';
import { api, type CaseView, type Procedure } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import type { Group } from '../forms/values.ts';
import { useSession, type Me } from '../session/session.ts';
import { aboutStep, actionFields } from './action-fields.ts';
import { coordinates, handOversOf, mayBeCalledBack } from './hand-overs.tsx';
import { Merge, Split } from './merge-split.tsx';
import type { Step } from './part.tsx';
import { useCaseWords } from './words.ts';

type OnStep = Extract<StepAction, 'urge' | 'supervise' | 'substitute' | 'callBack' | 'takeBack'>;
type Action = OnStep | CaseAction | 'merge' | 'split';
const order: readonly Action[] = ['urge', 'supervise', 'substitute', 'callBack', 'takeBack', 'addNote', 'addEvidence', 'pause', 'resume', 'merge', 'split', 'declareInterest', 'withdraw'];

const workers: readonly Role[] = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker'];
const heads: readonly Role[] = ['coordinator', 'unitHead'];

/** What somebody is about to do, and to which step. */
export interface Doing {
  readonly action: Action | null;
  readonly step: string;
}

interface Props {
  readonly view: CaseView;
  readonly procedure: Procedure | undefined;
  readonly doing: Doing;
  readonly onDoing: Dispatch<SetStateAction<Doing>>;
}

/** What a coordinator, a head or a supervisor does about a case. Only what its state and the reader's roles allow is offered; the workflow has the last word. */
export function CaseActions({ view, procedure, doing, onDoing }: Props) {
  const { t } = useCaseWords();
  const session = useSession();
  const client = useQueryClient();
  const me = session?.me;
  const steps = stepsFor(view, procedure, me);
  const possible = (action: Action): boolean => (isOnStep(action) ? steps[action].length > 0 : mayOnCase(action, view, procedure, me));
  const actions = order.filter(possible);
  if ((view.status !== 'open' && view.status !== 'paused') || actions.length === 0) return null;

  const chosen = doing.action !== null && possible(doing.action) ? doing.action : null;
  const done = async (said: string): Promise<void> => {
    notify(said);
    onDoing((now) => (now.action === chosen ? { action: null, step: '' } : now)); // whoever went on to something else stays there
    await client.invalidateQueries({ queryKey: ['case'] });
  };
  return (
    <section className="part actions" id="actions" tabIndex={-1} aria-labelledby="actions-title">
      <h2 id="actions-title">{t('case.actions')}</h2>
      <div className="tabs" role="group" aria-label={t('case.actions')}>
        {actions.map((each) => (
          <button key={each} type="button" aria-pressed={each === chosen} onClick={() => onDoing({ action: each === chosen ? null : each, step: '' })}>
            {t(`do.${each}`)}
          </button>
        ))}
      </div>
      {chosen === 'merge' && <Merge view={view} onDone={done} />}
      {chosen === 'split' && <Split view={view} onDone={done} />}
      {chosen !== null && chosen !== 'merge' && chosen !== 'split' && (
        <Act
          key={chosen}
          view={view}
          action={chosen}
          steps={isOnStep(chosen) ? steps[chosen] : []}
          about={doing.step}
          me={me}
          onAbout={(step) => onDoing({ action: chosen, step })}
          onDone={done}
        />
      )}
    </section>
  );
}

interface ActProps {
  readonly view: CaseView;
  readonly action: OnStep | CaseAction;
  readonly steps: readonly Step[];
  readonly about: string;
  readonly me: Me | undefined;
  onAbout(step: string): void;
  onDone(said: string): Promise<void>;
}

function Act({ view, action, steps, about, me, onAbout, onDone }: ActProps) {
  const { say, t } = useCaseWords();
  const id = useId();
  const step = steps.find((each) => each.id === about) ?? steps[0];
  const send = async (body: Record<string, unknown>, key: string): Promise<void> => {
    const answer = isOnStep(action) ? await api.onStep(view.workflowId, step?.id ?? '', action, body, key) : await api.onCase(view.workflowId, action, body, key);
    await onDone('pending' in answer ? t('action.pending') : t('action.done'));
  };
  return (
    <Form
      key={step?.id}
      name={`${view.caseNo}/${action}/${step?.id ?? ''}`}
      fields={fieldsOf(action, view, me)}
      initial={initialOf(action, me)}
      submit={t(`do.${action}`)}
      danger={action === 'withdraw'}
      send={send}
    >
      {steps.length > 1 && (
        <div className="field">
          <label htmlFor={id}>{t('case.onStep')}</label>
          <select id={id} value={step?.id} onChange={({ target }) => onAbout(target.value)}>
            {steps.map((each) => (
              <option key={each.id} value={each.id}>
                {say(each.label)} · {say(view.units.find(({ code }) => code === each.unit)?.name ?? { zh: each.unit, en: each.unit })}
              </option>
            ))}
          </select>
        </div>
      )}
      {steps.length === 1 && step !== undefined && <p className="hint">{t('case.onStep')}: {say(step.label)}</p>}
    </Form>
  );
}

function isOnStep(action: Action): action is OnStep {
  return action in stepActions;
}

/** The steps on which each action is possible: of a case that runs, those that somebody has to do. */
function stepsFor(view: CaseView, procedure: Procedure | undefined, me: Me | undefined): Readonly<Record<OnStep, readonly Step[]>> {
  const open = view.status === 'open' ? view.steps.filter(isOpen) : [];
  const mine = coordinates(view, me) ? open : [];
  const handOvers = new Set(handOversOf(view, procedure).filter(mayBeCalledBack).map(({ id }) => id));
  return {
    urge: mine,
    supervise: me?.roles.includes('supervisor') ? mine : [],
    substitute: mine.filter(({ status }) => status !== 'returned'),
    callBack: mine.filter(({ id }) => handOvers.has(id)),
    takeBack: open.filter(({ status, transferredFrom, roles }) => status === 'offered' && transferredFrom === me?.unit && roles.some((role) => me?.roles.some((held) => held === role))),
  };
}

function mayOnCase(action: Exclude<Action, OnStep>, view: CaseView, procedure: Procedure | undefined, me: Me | undefined): boolean {
  const director = coordinates(view, me);
  const own = me?.unit === view.coordinator && me.roles.some((role) => heads.includes(role));
  switch (action) {
    case 'addNote':
    case 'addEvidence':
    case 'declareInterest':
      return me?.roles.some((role) => workers.includes(role)) ?? false;
    case 'pause':
      return director && view.status === 'open';
    case 'resume':
      return director && view.status === 'paused';
    case 'withdraw':
      return director;
    case 'merge':
    case 'split':
      return own && (procedure?.merges ?? false);
  }
}

function fieldsOf(action: OnStep | CaseAction, view: CaseView, me: Me | undefined): readonly Field[] {
  if (action === 'addNote' || action === 'addEvidence') return [...actionFields[action], aboutStep(view.steps.map(({ id, label }) => ({ value: id, label })))];
  // Others than oneself are named by those who coordinate.
  if (action === 'declareInterest' && !coordinates(view, me)) {
    return actionFields.declareInterest.map((field) => (field.name === 'officer' ? { ...field, kind: 'constant', value: me?.officer } : field));
  }
  return actionFields[action];
}

function initialOf(action: OnStep | CaseAction, me: Me | undefined): Group {
  return action === 'declareInterest' ? { officer: me?.officer } : {};
}
