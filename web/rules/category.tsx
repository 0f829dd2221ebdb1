import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { eventGroups, type EventCategory, type RoutedTo, type RoutingRule } from '../../contracts/api/routing.ts';
import { placeLevels } from '../../contracts/api/routing.ts';
import { spanLabel } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import type { Value } from '../forms/values.ts';
import { CategoryForm } from './category-form.tsx';
import { among, formOf, line, named, own } from './fields.ts';
import { RoutedToInput } from './routed-to-input.tsx';
import { rulesQueries, useMay } from './rules-queries.ts';
import { useRulesWords } from './words.ts';

const grades = [1, 2, 3, 4] as const;
const here = { to: '/registry/$section', params: { section: 'routing' } } as const;
const anywhere = 'any';

/** One kind of event: of each grade the rules that hold, and where. */
export function Category({ category }: { readonly category: EventCategory }) {
  const { say, t } = useRulesWords();
  const { data, error, isPending, refetch } = useQuery(rulesQueries.routing(category.code));
  const [open, setOpen] = useState<'category' | RoutingRule | 'new' | null>(null);
  const may = useMay('systemAdministrator');
  useTitle(say(category.name));
  const close = (): void => setOpen(null);
  const latest = (data ?? []).filter((rule) => !(data ?? []).some((each) => each.grade === rule.grade && each.region === rule.region && each.version > rule.version));
  const former = (data ?? []).filter((rule) => !latest.includes(rule));
  return (
    <>
      <p className="hint"><Link {...here} search={{}}>{t('routing.back')}</Link></p>
      <section className="part">
        <h2>{say(category.name)}</h2>
        <p className="hint">
          {say(eventGroups[category.group])} · <code>{category.code}</code> · {t(category.public ? 'routing.isPublic' : 'routing.isClosed')}
        </p>
        <p className="ways">
          <Link {...here} search={{ kind: 'test', one: category.code }}>{t('routing.testThis')}</Link>
          {may && <Button onClick={() => setOpen('category')}>{t('routing.changeCategory')}</Button>}
          {may && <Button type="primary" onClick={() => setOpen('new')}>{t('routing.addRule')}</Button>}
        </p>
      </section>
      {open === 'category' && <CategoryForm category={category} onDone={close} />}
      {open !== null && open !== 'category' && <RuleForm key={open === 'new' ? 'new' : `${open.grade}/${open.region}`} category={category} rule={open === 'new' ? null : open} onDone={close} />}
      {isPending && <Loading rows={4} height={64} />}
      {!isPending && data === undefined && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && !latest.some(({ active }) => active) && (
        <section className="part warning">
          <h2>{t('routing.noRule')}</h2>
          <p>{t('routing.noRuleText')}</p>
        </section>
      )}
      {latest.length > 0 && <Rules rules={latest} onChange={may ? setOpen : null} />}
      {former.length > 0 && (
        <details className="part">
          <summary>{t('routing.former', { count: former.length })}</summary>
          <Rules rules={former} onChange={null} />
        </details>
      )}
    </>
  );
}

function Rules({ rules, onChange }: { readonly rules: readonly RoutingRule[]; readonly onChange: ((rule: RoutingRule) => void) | null }) {
  const { on, t } = useRulesWords();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('routing.grade')}</th>
            <th scope="col">{t('routing.region')}</th>
            <th scope="col">{t('routing.lead')}</th>
            <th scope="col">{t('routing.coUnits')}</th>
            <th scope="col">{t('routing.limit')}</th>
            <th scope="col">{t('rules.source')}</th>
            {onChange !== null && <th scope="col"><span className="unseen">{t('change')}</span></th>}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.grade}/${rule.region}/${rule.version}`}>
              <td>
                {t('routing.gradeText', { grade: rule.grade })}
                <small>{t('case.version', { version: rule.version })} · {on(rule.publishedAt)}</small>
              </td>
              <td data-name={t('routing.region')}><span><RegionName code={rule.region} /> {!rule.active && <span className="mark">{t('routing.inactive')}</span>}</span></td>
              <td data-name={t('routing.lead')}><RoutedToName to={rule.lead} /></td>
              <td data-name={t('routing.coUnits')}>{rule.coUnits.length === 0 ? <span>{t('none')}</span> : <ul>{rule.coUnits.map((to) => <li key={JSON.stringify(to)}><RoutedToName to={to} /></li>)}</ul>}</td>
              <td data-name={t('routing.limit')}><LimitName code={rule.limit} /></td>
              <td data-name={t('rules.source')}><span>{rule.source}</span></td>
              {onChange !== null && (
                <td><Button size="small" aria-label={t('routing.changeRule', { grade: rule.grade })} onClick={() => onChange(rule)}>{t('change')}</Button></td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RegionName({ code }: { readonly code: string }) {
  const { t } = useRulesWords();
  return code === anywhere ? t('routing.everywhere') : <Named to="region" id={code} />;
}

function RoutedToName({ to }: { readonly to: RoutedTo }) {
  const { say } = useRulesWords();
  return <span>{'unit' in to ? <Named to="unit" id={to.unit} /> : say(placeLevels[to.level])}</span>;
}

/** A time-limit rule as it is in force, with its term. */
export function LimitName({ code }: { readonly code: string }) {
  const { say } = useRulesWords();
  const { data } = useQuery(rulesQueries.rules());
  const rule = data?.find((each) => each.code === code)?.inForce ?? null;
  return <Link to="/registry/$section" params={{ section: 'rules' }} search={{ one: code }}>{rule === null ? code : `${say(rule.label)} ${say(spanLabel(rule.term))}`}</Link>;
}

interface RuleFormProps {
  readonly category: EventCategory;
  /** Null for a rule of another grade or region. */
  readonly rule: RoutingRule | null;
  onDone(): void;
}

function RuleForm({ category, rule, onDone }: RuleFormProps) {
  const { t } = useRulesWords();
  const client = useQueryClient();
  const { data: rules } = useQuery(rulesQueries.rules());
  if (rules === undefined) return <Loading rows={3} height={80} />;
  const limits = Object.fromEntries(rules.flatMap(({ code, inForce }) => (inForce === null ? [] : [[code, limitLabel(inForce.label, spanLabel(inForce.term), code)]])));
  return (
    <section className="part">
      <h2>{t(rule === null ? 'routing.addRule' : 'routing.changeRule', { grade: rule?.grade ?? '' })}</h2>
      <Form
        name={`routing/${category.code}/${rule === null ? 'new' : `${rule.grade}/${rule.region}`}`}
        fields={fieldsOf(limits, rule === null)}
        initial={rule === null ? { active: true } : { lead: sent(rule.lead), coUnits: rule.coUnits.map(sent), limit: rule.limit, source: rule.source, active: rule.active }}
        submit={t('rules.publish')}
        send={async ({ grade = rule?.grade, region = rule?.region ?? anywhere, ...body }) => {
          const { version } = await json<RoutingRule>('PUT', `/routing-rules/${category.code}/${String(grade)}`, { body: { coUnits: [], ...body, region } });
          notify(t('routing.published', { version }));
          await client.invalidateQueries({ queryKey: ['routing-rules'] });
          onDone();
        }}
      >
        <p className="hint">{t('routing.publishText')}</p>
        {rule !== null && <p>{t('routing.gradeText', { grade: rule.grade })} · <RegionName code={rule.region} /></p>}
      </Form>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}

function fieldsOf(limits: Readonly<Record<string, Label>>, fresh: boolean): readonly Field[] {
  const place = formOf(
    {
      grade: named('routing.grade', among(Object.fromEntries(grades.map((grade) => [String(grade), { zh: `${grade}`, en: `${grade}` }]))), 'routing.gradeHelp'),
      region: named('routing.region', { type: 'string', reference: 'region' }, 'routing.regionHelp'),
    },
    ['region'],
  );
  const [coUnit] = formOf({ '': { type: 'string' } });
  return [
    ...(fresh ? place : []),
    own('lead', 'routing.lead', (input) => <RoutedToInput {...input} />, { required: true, help: 'routing.leadHelp' }),
    ...(coUnit === undefined
      ? []
      : formOf({ coUnits: named('routing.coUnits', { type: 'array', maxItems: 10 }) }, ['coUnits']).map((field) =>
          field.kind === 'list' ? { ...field, item: own('', 'routing.coUnits', (input) => <RoutedToInput {...input} />, { required: true }) } : field,
        )),
    ...formOf({ limit: named('routing.limit', among(limits)), source: named('rules.source', line(299), 'rules.sourceHelp'), active: named('active', { type: 'boolean' }, 'routing.activeHelp') }),
  ];
}

function sent(to: RoutedTo): Value {
  return { ...to };
}

function limitLabel(name: Label, term: Label, code: string): Label {
  return { zh: `${name.zh} ${term.zh}(${code})`, en: `${name.en}, ${term.en} (${code})` };
}
