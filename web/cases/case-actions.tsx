import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { CaseAction, StepAction } from '../../contracts/action.ts';
import type { Role } from '../../contracts/roles.ts';
import { api, type CaseView } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { Form } from '../forms/form.tsx';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { actionFields } from './action-fields.ts';

const onStep = ['urge', 'supervise'] as const satisfies readonly StepAction[];
const onCase = ['addNote', 'pause', 'resume', 'withdraw'] as const satisfies readonly CaseAction[];
type Action = (typeof onStep)[number] | (typeof onCase)[number];

const workers: readonly Role[] = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker'];
const directors: readonly Role[] = ['coordinator', 'unitHead', 'supervisor'];

/** What a coordinator, a head or a supervisor does about a case. Only what its state and the reader's roles allow is offered. */
export function CaseActions({ view }: { readonly view: CaseView }) {
  const { say, t } = useWords();
  const session = useSession();
  const client = useQueryClient();
  const id = useId();
  const [action, choose] = useState<Action | null>(null);
  const waiting = view.steps.filter(({ status }) => status === 'offered' || status === 'accepted');
  const [about, setAbout] = useState('');
  const step = waiting.find((each) => each.id === about) ?? waiting[0];

  const holds = (roles: readonly Role[]): boolean => session?.me.roles.some((role) => roles.includes(role)) ?? false;
  const coordinates = holds(directors) && session?.me.unit === view.coordinator;
  const possible: Readonly<Record<Action, boolean>> = {
    addNote: holds(workers),
    urge: holds(directors) && step !== undefined && view.status === 'open',
    supervise: holds(['supervisor']) && step !== undefined && view.status === 'open',
    pause: coordinates && view.status === 'open',
    resume: coordinates && view.status === 'paused',
    withdraw: coordinates,
  };
  const actions = [...onStep, ...onCase].filter((each) => possible[each]);
  if ((view.status !== 'open' && view.status !== 'paused') || actions.length === 0) return null;

  const send = async (body: Record<string, unknown>, key: string): Promise<void> => {
    if (action === null) return;
    const answer =
      action === 'urge' || action === 'supervise' ? await api.onStep(view.workflowId, step?.id ?? '', action, body, key) : await api.onCase(view.workflowId, action, body, key);
    notify('pending' in answer ? t('action.pending') : t('action.done'));
    choose(null);
    await client.invalidateQueries({ queryKey: ['case'] });
  };
  const chosen = action !== null && possible[action] ? action : null;

  return (
    <section className="part">
      <h2>{t('case.actions')}</h2>
      <div className="tabs" role="group" aria-label={t('case.actions')}>
        {actions.map((each) => (
          <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each === chosen ? null : each)}>
            {t(`do.${each}`)}
          </button>
        ))}
      </div>
      {chosen !== null && (
        <Form
          key={chosen}
          name={`${view.caseNo}/${chosen}`}
          fields={actionFields[chosen]}
          submit={t(`do.${chosen}`)}
          danger={chosen === 'withdraw'}
          send={send}
        >
          {(chosen === 'urge' || chosen === 'supervise') && waiting.length > 1 && (
            <div className="field">
              <label htmlFor={id}>{t('case.onStep')}</label>
              <select id={id} value={step?.id} onChange={({ target }) => setAbout(target.value)}>
                {waiting.map((each) => (
                  <option key={each.id} value={each.id}>
                    {say(each.label)}
                  </option>
                ))}
              </select>
            </div>
          )}
        </Form>
      )}
    </section>
  );
}
