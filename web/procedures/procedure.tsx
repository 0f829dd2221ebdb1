import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { rungLabels, spanLabel, type Ladder } from '../../contracts/clock.ts';
import { roleLabels, type Role } from '../../contracts/roles.ts';
import type { Procedure as Whole, StepForm } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';
import { useSession } from '../session/session.ts';
import { Picture } from './picture.tsx';
import { ruleOf } from './procedure-queries.ts';
import './procedures.css';
import { useProcedureWords } from './words.ts';

const route = getRouteApi('/inside/procedures/$name');

/** One procedure, to be read beside the paper rule: what happens in which stage, who does it, what is filled in, until when and why. */
export default function Procedure() {
  const { name } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(queries.procedure(name));
  const { say } = useProcedureWords();
  useTitle(data === undefined ? null : say(data.label));
  if (isPending) return <div className="page"><Loading rows={5} height={140} /></div>;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return <Read procedure={data} />;
}

function Read({ procedure }: { readonly procedure: Whole }) {
  const { say, t } = useProcedureWords();
  const session = useSession();
  const mayOpen = procedure.openedBy.some((role) => session?.me.roles.includes(role));
  const stages = [...procedure.stages, { name: '', label: null }];
  return (
    <article className="page procedures">
      <header className="head">
        <p className="hint">
          <Link to="/procedures">{t('procedures.title')}</Link>
        </p>
        <h1>{say(procedure.label)}</h1>
        <p>
          {t('procedures.source')}: {procedure.source}
        </p>
        <p className="hint">
          {procedure.openedBy.length === 0 ? t('procedures.bySchedule') : <>{t('procedures.openedBy')}: <Roles roles={procedure.openedBy} /></>}
        </p>
        <div className="papers">
          {mayOpen && <Link to="/open/$procedure" params={{ procedure: procedure.name }}>{t('procedures.open')}</Link>}
          <Link to="/cases" search={{ procedure: procedure.name }}>{t('procedures.cases')}</Link>
          <Button onClick={() => print()}>{t('procedures.print')}</Button>
        </div>
      </header>
      <section aria-labelledby="picture">
        <h2 id="picture" className="unseen">{t('procedures.picture')}</h2>
        <Picture procedure={procedure} steps={procedure.steps} />
      </section>
      <details className="part">
        <summary><h2>{t('procedures.opening')}</h2></summary>
        <Asked schema={procedure.opening.properties?.['matter'] ?? {}} />
      </details>
      {stages.map(({ name, label }, index) => {
        const steps = procedure.steps.filter((step) => step.stage === name);
        if (steps.length === 0) return null;
        return (
          <section key={name} className="stage-steps" aria-labelledby={`stage-${name}`}>
            <h2 id={`stage-${name}`}>{label === null ? t('procedures.anyStage') : `${index + 1} ${say(label)}`}</h2>
            {steps.map((step) => <StepRow key={step.name} step={step} />)}
          </section>
        );
      })}
      <section className="stage-steps standing-steps" aria-labelledby="standing">
        <h2 id="standing">{t('procedures.standing')}</h2>
        <p className="hint">{t('procedures.standingText')}</p>
        {procedure.standingSteps.map((step) => <StepRow key={step.name} step={step} />)}
      </section>
    </article>
  );
}

function Roles({ roles }: { readonly roles: readonly Role[] }) {
  const { say } = useProcedureWords();
  return roles.filter((role) => role !== 'serviceAccount').map((role, index) => <span key={role}>{index > 0 && ' · '}{say(roleLabels[role])}</span>);
}

function StepRow({ step }: { readonly step: StepForm }) {
  const { say, t } = useProcedureWords();
  return (
    <article className="part step-row" id={step.name}>
      <h3>
        {say(step.label)}
        {step.handOver && <span className="mark calm">{t('procedures.handOver')}</span>}
        {step.part !== null && <span className="mark calm">{t('procedures.joint')}</span>}
      </h3>
      <dl className="facts">
        <div>
          <dt>{t('procedures.who')}</dt>
          <dd><Roles roles={step.roles} /></dd>
        </div>
        <div>
          <dt>{t('procedures.clock')}</dt>
          <dd>{step.rule === null ? t('procedures.noClock') : <Rule code={step.rule} />}</dd>
        </div>
        <div>
          <dt>{t('procedures.form')}</dt>
          <dd><Asked schema={step.form} /></dd>
        </div>
        {step.part !== null && (
          <div>
            <dt>{t('procedures.part')}</dt>
            <dd><Asked schema={step.part} /></dd>
          </div>
        )}
        {step.report !== null && (
          <div>
            <dt>{t('procedures.report')}</dt>
            <dd><Asked schema={step.report} /></dd>
          </div>
        )}
      </dl>
    </article>
  );
}

/** The rule in force: how long, from which paper, in which version, and what its ladder does. */
function Rule({ code }: { readonly code: string }) {
  const { on, say, t } = useProcedureWords();
  const { data, error } = useQuery(ruleOf(code));
  if (error !== null) return <ProblemText failure={error} />;
  const rule = data?.inForce ?? null;
  if (data === undefined) return <span className="hint">{code}</span>;
  if (rule === null) return <span className="hint">{code} · {t('procedures.notInForce')}</span>;
  return (
    <>
      <strong>{say(spanLabel(rule.term))}</strong> {say(rule.label)} <small>{code} · {t('case.version', { version: rule.version })}</small>
      <p className="hint">
        {rule.source} ({t(`procedures.confidence.${rule.confidence}`)})
      </p>
      {rule.extension !== null && <p className="hint">{t('procedures.extension', { times: rule.extension.times, most: say(spanLabel(rule.extension.most)) })}</p>}
      {rule.ladder.length > 0 && (
        <p className="hint">
          {t('procedures.rung')}: <Rungs ladder={rule.ladder} />
        </p>
      )}
      {data?.coming.map((next) => (
        <p key={next.version} className="hint">{t('procedures.coming', { day: on(next.effectiveFrom), term: say(spanLabel(next.term)) })}</p>
      ))}
    </>
  );
}

function Rungs({ ladder }: { readonly ladder: Ladder }) {
  const { say, t } = useProcedureWords();
  const when = (place: Ladder[number]['place']): string => {
    if ('share' in place) return t('procedures.share', { percent: Math.round(place.share * 100) });
    if ('beforeDue' in place) return t('procedures.beforeDue', { span: say(spanLabel(place.beforeDue)) });
    return 'afterDue' in place ? t('procedures.afterDue', { span: say(spanLabel(place.afterDue)) }) : t('procedures.atDue');
  };
  return ladder.map(({ act, place }, index) => <span key={index}>{index > 0 && ' → '}{when(place)}: {say(rungLabels[act])}</span>);
}

/** The names of what a form asks for. */
function Asked({ schema }: { readonly schema: Schema }) {
  const { t } = useProcedureWords();
  const fields = fieldsOf(schema);
  if (fields.length === 0) return <span className="hint">{t('procedures.nothing')}</span>;
  return <Names fields={fields} />;
}

function Names({ fields }: { readonly fields: readonly Field[] }) {
  const { say, t } = useProcedureWords();
  return (
    <ul className="asked">
      {fields.map((field) => {
        const inner = field.kind === 'group' ? field.fields : field.kind === 'list' && field.item.kind === 'group' ? field.item.fields : [];
        return (
          <li key={field.name}>
            {say(field.label)} <span className="optional">({t(field.required ? 'form.required' : 'form.optional')}{field.personal && ` · ${t('form.personal')}`})</span>
            {field.kind === 'choice' && <small>{field.options.map(({ label }) => say(label)).join(' / ')}</small>}
            {inner.length > 0 && <Names fields={inner} />}
          </li>
        );
      })}
    </ul>
  );
}
