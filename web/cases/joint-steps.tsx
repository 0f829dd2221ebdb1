import { stepStatusLabels } from '../../contracts/case.ts';
import type { CaseView, Procedure } from '../api/client.ts';
import { Light } from '../app/light.tsx';
import { useNow } from '../app/use-now.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { formOf, Part, reportOf, UnitName, type Step } from './part.tsx';
import { useCaseWords } from './words.ts';

interface Props {
  readonly view: CaseView;
  readonly procedure: Procedure | undefined;
}

/** 联合办理: the unit that leads and those that help, side by side. */
export function JointSteps({ view, procedure }: Props) {
  const { say, t } = useCaseWords();
  const leads = view.steps.filter(({ id }) => view.steps.some(({ part, parent }) => part && parent === id));
  return leads.map((lead) => (
    <Part key={lead.id} title={`${t('joint.title')}: ${say(lead.label)}`}>
      <ul className="side-by-side">
        {[lead, ...view.steps.filter(({ part, parent }) => part && parent === lead.id)].map((step) => (
          <li key={step.id}>
            <Progress view={view} procedure={procedure} step={step} leads={step === lead} />
          </li>
        ))}
      </ul>
    </Part>
  ));
}

function Progress({ view, procedure, step, leads }: Props & { readonly step: Step; readonly leads: boolean }) {
  const { at, left, say, t } = useCaseWords();
  const now = useNow();
  const clock = view.clocks.find(({ id }) => id === step.clock);
  const reports = view.timeline.filter((entry) => entry.kind === 'progressReported' && entry.step === step.id);
  return (
    <>
      <p>
        <strong><UnitName view={view} code={step.unit} /></strong>
        <small>{t(leads ? 'joint.lead' : 'joint.part')}{step.officer !== null && <> · <Named to="officer" id={step.officer} /></>}</small>
      </p>
      <p>
        <span className="mark calm">{say(stepStatusLabels[step.status])}</span>
        {clock?.status === 'running' && clock.plan !== null && (
          <>
            <Light light={clock.light} /> <small title={at(clock.plan.dueAt)}>{left(clock.plan.dueAt, now)}</small>
          </>
        )}
        {clock?.status === 'paused' && <small>{t('due.paused')}</small>}
        {step.doneAt !== null && <small>{at(step.doneAt)}</small>}
      </p>
      {reports.map((entry) => (
        <Facts key={entry.seq} fields={reportOf(procedure, step.name)} values={entry.data} />
      ))}
      {step.data === null ? reports.length === 0 && <p className="hint">{t('joint.nothing')}</p> : <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />}
    </>
  );
}
