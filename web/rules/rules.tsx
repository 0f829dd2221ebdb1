import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { useMemo } from 'react';
import type { RuleStanding } from '../../contracts/api/clocks.ts';
import { spanLabel } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Rule } from './rule.tsx';
import { both } from './fields.ts';
import { rulesQueries } from './rules-queries.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

const route = getRouteApi('/inside/registry/$section');

/** 时限规则: by procedure, each with its term, the steps that name it, and how sure its source is. */
export default function Rules() {
  const { t } = useRulesWords();
  const { one } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(rulesQueries.rules());
  if (isPending) return <Loading rows={8} height={56} />;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  const rule = data.find(({ code }) => code === one);
  return (
    <div className="rules">
      {one === undefined && <List rules={data} />}
      {rule !== undefined && <Rule key={one} rule={rule} />}
      {one !== undefined && rule === undefined && (
        <Blank title={t('rules.unknown')}>
          <Link to="/registry/$section" params={{ section: 'rules' }} search={{}}>{t('rules.back')}</Link>
        </Blank>
      )}
    </div>
  );
}

function List({ rules }: { readonly rules: readonly RuleStanding[] }) {
  const { on, say, t } = useRulesWords();
  const { q = '' } = route.useSearch();
  const navigate = useNavigate();
  const groups = useGroups(rules);
  const wanted = q.toLowerCase();
  const shown = groups
    .map(({ label, rules: all }) => ({ label, rules: all.filter((rule) => textOf(rule).includes(wanted)) }))
    .filter(({ rules: some }) => some.length > 0);
  return (
    <>
      <header className="head">
        <h1>{t('rules.title')}</h1>
        <div className="search" role="search">
          <Input
            aria-label={t('rules.search')}
            placeholder={t('rules.search')}
            value={q}
            maxLength={60}
            allowClear
            onChange={({ target }) => void navigate({ to: '/registry/$section', params: { section: 'rules' }, search: target.value === '' ? {} : { q: target.value }, replace: true })}
          />
        </div>
        <p className="hint">{t('rules.intro')}</p>
      </header>
      {shown.length === 0 && <Blank title={t('rules.noMatch')} />}
      {shown.map(({ label, rules: some }) => (
        <section key={label.en} className="by-procedure">
          <h2>{say(label)}</h2>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('rules.rule')}</th>
                  <th scope="col">{t('rules.term')}</th>
                  <th scope="col">{t('rules.usedBy')}</th>
                  <th scope="col">{t('rules.source')}</th>
                </tr>
              </thead>
              <tbody>
                {some.map((rule) => {
                  const version = rule.inForce ?? rule.coming[0];
                  if (version === undefined) return null;
                  return (
                    <tr key={rule.code}>
                      <td>
                        <Link to="/registry/$section" params={{ section: 'rules' }} search={{ one: rule.code }}>{say(version.label)}</Link>
                        <small>{rule.code}</small>
                      </td>
                      <td data-name={t('rules.term')}>
                        <span className="number">{say(spanLabel(version.term))}</span>
                        {rule.coming.map(({ version: number, effectiveFrom, term }) => (
                          <small key={number}>{t('rules.comingShort', { version: number, day: on(effectiveFrom), term: say(spanLabel(term)) })}</small>
                        ))}
                      </td>
                      <td data-name={t('rules.usedBy')}>
                        <span><Uses rule={rule} /></span>
                      </td>
                      <td data-name={t('rules.source')}>
                        <span>
                          {version.source} {version.confidence === 'U' && <span className="mark">{t('rules.unsure')}</span>}
                        </span>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

/** The steps in words; a rule that no step names is chosen by the procedure as the case goes. */
export function Uses({ rule: { usedBy } }: { readonly rule: RuleStanding }) {
  const { say, t } = useRulesWords();
  if (usedBy.length === 0) return <small>{t('rules.chosen')}</small>;
  return usedBy.map(({ procedure, step }) => (procedure === null ? say(step.label) : `${say(procedure.label)} · ${say(step.label)}`)).join(t('rules.and'));
}

function useGroups(rules: readonly RuleStanding[]): readonly { readonly label: Label; readonly rules: readonly RuleStanding[] }[] {
  const { data: procedures } = useQuery(queries.procedures());
  return useMemo(() => {
    const known = new Map<string, Label>([
      ['general', both('rules.general')],
      ['discipline', both('rules.discipline')],
      ...(procedures ?? []).map(({ name, label }) => [name, label] as const),
    ]);
    const groups = Map.groupBy(rules, ({ code }) => code.split('.')[0] ?? code);
    return [...groups].map(([start, some]) => ({ label: known.get(start) ?? { zh: start, en: start }, rules: some }));
  }, [rules, procedures]);
}

function textOf({ code, inForce, coming, usedBy }: RuleStanding): string {
  const { label, source } = inForce ?? coming[0] ?? { label: { zh: '', en: '' }, source: '' };
  const steps = usedBy.flatMap(({ procedure, step }) => [procedure?.label.zh, procedure?.label.en, step.label.zh, step.label.en]);
  return [code, label.zh, label.en, source, ...steps].join(' ').toLowerCase();
}
