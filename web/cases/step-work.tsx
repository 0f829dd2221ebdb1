import { Button } from 'antd';
import { useState } from 'react';
import type { StepAction } from '../../contracts/action.ts';
import { api, type CaseView, type Procedure } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useAttempt } from '../forms/attempt.ts';
import { Form } from '../forms/form.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { StandardTexts, type TextFacts } from '../forms/standard-texts.tsx';
import type { Word } from '../words/dictionary.ts';
import { useWords } from '../words/use-words.ts';
import { actionFields } from './action-fields.ts';

type Step = CaseView['steps'][number];
const work = ['complete', 'report', 'return', 'requestExtension'] as const satisfies readonly StepAction[];
type Work = (typeof work)[number];

const done: Readonly<Record<Work | 'accept', Word>> = {
  accept: 'action.accepted',
  complete: 'action.completed',
  report: 'action.reported',
  return: 'action.returned',
  requestExtension: 'action.extensionRequested',
};

interface Props {
  readonly caseRef: string;
  /** For what is written to people: number, title and due time. */
  readonly facts: TextFacts;
  readonly step: Step;
  readonly procedure: Procedure | undefined;
  onDone(action: StepAction): Promise<void>;
}

/** What the unit of a step does with it. What of this it may do, the API says. */
export function StepWork({ caseRef, facts, step, procedure, onDone }: Props) {
  const { say, t } = useWords();
  const [chosen, choose] = useState<Work>('complete');
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

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
  if (procedure === undefined || definition === undefined) return <Loading rows={2} height={90} />;
  const form = step.part ? (definition.part ?? definition.form) : definition.form;
  const offered: Readonly<Record<Work, boolean>> = { complete: true, report: definition.report !== null, return: true, requestExtension: step.clock !== null };
  const choices = work.filter((each) => offered[each]);
  const fields = fieldsFor(chosen);

  function fieldsFor(action: Work): readonly Field[] {
    if (action === 'complete') return fieldsOf(form);
    if (action === 'report') return definition?.report ? fieldsOf(definition.report) : [];
    return actionFields[action];
  }

  return (
    <div className="work">
      {step.status === 'offered' && (
        <div className="accept">
          <Button loading={busy} onClick={() => void accept()}>{t('do.accept')}</Button>
        </div>
      )}
      {failure !== null && <ProblemText failure={failure} />}
      <div className="tabs" role="group" aria-label={t('action.choose')}>
        {choices.map((each) => (
          <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
            {t(`do.${each}`)}
          </button>
        ))}
      </div>
      <StandardTexts procedure={procedure.name} step={step.name} action={chosen === 'complete' ? null : chosen} facts={facts}>
        <Form
          key={chosen}
          name={`${caseRef}/${step.id}/${chosen}`}
          fields={fields}
          submit={chosen === 'complete' ? t('action.complete') : t(`do.${chosen}`)}
          danger={chosen === 'return'}
          send={(body, key) => act(chosen, body, key)}
        >
          {chosen === 'complete' && fields.length === 0 && <p className="hint">{t('step.noForm')}</p>}
        </Form>
      </StandardTexts>
    </div>
  );
}
