import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { stepActions, type StepAction } from '../../contracts/action.ts';
import { api, type CaseView, type Procedure } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { actionFields } from '../cases/action-fields.ts';
import { useChoicesOf } from '../cases/case-choices.ts';
import { useAttempt } from '../forms/attempt.ts';
import { CaseChoicesContext, prefilled } from '../forms/case-choices.ts';
import { Form } from '../forms/form.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { StandardTexts, type TextFacts } from '../forms/standard-texts.tsx';
import { useSession } from '../session/session.ts';
import { colleagues } from './colleagues.ts';
import { assignFields } from './step-fields.ts';
import { useDeskWords } from './words.ts';

type Step = CaseView['steps'][number];
const work = ['complete', 'report', 'assign', 'return', 'transfer', 'requestExtension', 'takeBack'] as const satisfies readonly StepAction[];
type Work = (typeof work)[number];

const done = {
  accept: 'action.accepted',
  complete: 'action.completed',
  report: 'action.reported',
  assign: 'panel.assigned',
  return: 'action.returned',
  transfer: 'panel.transferred',
  requestExtension: 'action.extensionRequested',
  takeBack: 'panel.takenBack',
} as const satisfies Record<Work | 'accept', string>;

interface Props {
  readonly caseRef: string;
  /** For what is written to people: number, title and due time. */
  readonly facts: TextFacts;
  readonly step: Step;
  readonly paused: boolean;
  /** It has ended while somebody was at it: what was typed stays in sight. */
  readonly ended: boolean;
  readonly procedure: Procedure | undefined;
  onDone(action: StepAction): Promise<void>;
}

/** What the unit of a step does with it. Only what roles and state allow is offered; the workflow decides. */
export function StepWork({ caseRef, facts, step, paused, ended, procedure, onDone }: Props) {
  const { say, t } = useDeskWords();
  const session = useSession();
  const [wanted, choose] = useState<Work | null>(null);
  const inCase = useChoicesOf(caseRef, procedure);
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const roles = session?.me.roles ?? [];
  const own = step.unit === session?.me.unit;
  const holds = roles.some((role) => step.roles.includes(role));
  const heads = own && roles.includes('unitHead');
  const { data: officers = [] } = useQuery({ ...colleagues(step.unit), enabled: heads && wanted === 'assign' });

  const act = async (action: Work | 'accept', body: Record<string, unknown>, key: string): Promise<void> => {
    const answer = await api.onStep(caseRef, step.id, action, body, key);
    notify('pending' in answer ? t('action.pending') : t(done[action], { step: say(step.label) }));
    await onDone(action);
  };
  const accept = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await act('accept', {}, attempt([caseRef, step.id, 'accept']));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const definition = procedure?.steps.find(({ name }) => name === step.name) ?? procedure?.standingSteps.find(({ name }) => name === step.name);
  if (procedure === undefined || definition === undefined || inCase === undefined) return <Loading rows={2} height={90} />;
  const form = step.part ? (definition.part ?? definition.form) : definition.form;
  const mine = own && holds;
  const offered: Readonly<Record<Work, boolean>> = {
    complete: mine,
    report: mine && definition.report !== null,
    assign: heads,
    return: mine,
    transfer: mine && step.parent === null,
    requestExtension: mine && step.clock !== null,
    takeBack: !own && holds && step.status === 'offered' && step.transferredFrom === session?.me.unit,
  };
  const choices = work.filter((each) => offered[each]);
  const chosen = wanted !== null && (ended || offered[wanted]) ? wanted : (choices[0] ?? (ended ? 'complete' : null));

  if (paused && !ended) return <p className="hint">{t('panel.paused')}</p>;
  if (chosen === null) return <p className="hint">{t('panel.nothing')}</p>;
  const fields = fieldsFor(chosen);

  function fieldsFor(action: Work): readonly Field[] {
    switch (action) {
      case 'complete':
        return fieldsOf(form);
      case 'report':
        return definition?.report ? fieldsOf(definition.report) : [];
      case 'assign':
        return assignFields(officers);
      case 'transfer':
      case 'takeBack':
      case 'return':
      case 'requestExtension':
        return actionFields[action];
    }
  }

  return (
    <div className="work">
      {mine && !ended && step.status === 'offered' && (
        <div className="accept">
          <Button loading={busy} onClick={() => void accept()}>{t('do.accept')}</Button>
        </div>
      )}
      {failure !== null && <ProblemText failure={failure} />}
      {heads && !holds && !ended && <p className="hint">{t('panel.notYours')}</p>}
      {!ended && (
        <div className="tabs" role="group" aria-label={t('action.choose')}>
          {choices.map((each) => (
            <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
              {say(stepActions[each].label)}
            </button>
          ))}
        </div>
      )}
      <CaseChoicesContext value={inCase}>
        <StandardTexts procedure={procedure.name} step={step.name} action={chosen === 'complete' ? null : chosen} facts={facts}>
          <Form
            key={chosen}
            name={`${caseRef}/${step.id}/${chosen}`}
            fields={fields}
            initial={prefilled(fields, inCase)}
            submit={chosen === 'complete' ? t('action.complete') : say(stepActions[chosen].label)}
            danger={chosen === 'return'}
            send={(body, key) => act(chosen, body, key)}
          >
            {chosen === 'complete' && fields.length === 0 && <p className="hint">{t('step.noForm')}</p>}
          </Form>
        </StandardTexts>
      </CaseChoicesContext>
    </div>
  );
}
