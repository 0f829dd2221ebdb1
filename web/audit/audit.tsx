import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import { auditKindLabels, type AuditAct, type CaseRead } from '../../contracts/api/audit.ts';
import { problems } from '../../contracts/problem.ts';
import { pagesOf } from '../api/pages-of.ts';
import { Listed, Table } from '../app/listed.tsx';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { ReferenceInput } from '../forms/reference-input.tsx';
import { isGroup } from '../forms/values.ts';
import './audit.css';
import { Chain } from './chain.tsx';
import { useAuditWords } from './words.ts';

const route = getRouteApi('/inside/audit');
const views = ['reads', 'acts', 'chain'] as const;

/** 审计: who read which confidential case, who logged in, who changed what; and whether the record of it is whole. */
export default function Audit() {
  const { t } = useAuditWords();
  const { view } = route.useSearch();
  const chosen = views.find((each) => each === view) ?? 'reads';
  useTitle(t('audit.title'));
  return (
    <div className="page">
      <header className="head">
        <h1>{t('audit.title')}</h1>
        <nav className="tabs" aria-label={t('audit.views')}>
          {views.map((each) => (
            <Link key={each} to="/audit" search={each === 'reads' ? {} : { view: each }} activeOptions={{ exact: true }} className={each === chosen ? 'on' : ''} aria-current={each === chosen ? 'page' : undefined}>
              {t(`audit.${each}`)}
            </Link>
          ))}
        </nav>
      </header>
      {chosen === 'reads' && <Reads />}
      {chosen === 'acts' && <Acts />}
      {chosen === 'chain' && <Chain />}
    </div>
  );
}

const dayMs = 24 * 60 * 60_000;

/** The filters of the address as the API takes them: days are those of Asia/Shanghai, the last one included. */
function useFilter() {
  const { officer, subject, kind, from, to } = route.useSearch();
  const start = (day: string | undefined, later = 0): string | undefined => {
    const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00+08:00`);
    return Number.isNaN(at) ? undefined : new Date(at + later).toISOString();
  };
  return { officer, subject, kind, from: start(from), to: start(to, dayMs) };
}

function Filter({ subject: subjectWord, kinds = false }: { readonly subject: 'audit.caseNo' | 'audit.subject'; readonly kinds?: boolean }) {
  const { say, t } = useAuditWords();
  const id = useId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const [given, setGiven] = useState(search);
  const set = (name: 'officer' | 'subject' | 'kind' | 'from' | 'to', value: string): void => {
    const { [name]: _, ...others } = given;
    setGiven(value === '' ? others : { ...others, [name]: value });
  };
  const view = search.view === undefined ? {} : { view: search.view };
  return (
    <form
      className="part audit-filter"
      role="search"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void navigate({ to: '/audit', search: { ...given, ...view } });
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-officer`}>{t('audit.officer')}</label>
        <ReferenceInput about={{ id: `${id}-officer` }} to="officer" value={given.officer ?? ''} disabled={false} status="" onChange={(next) => set('officer', next ?? '')} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-subject`}>{t(subjectWord)}</label>
        <Input id={`${id}-subject`} value={given.subject ?? ''} maxLength={100} onChange={({ target }) => set('subject', target.value.trim())} />
      </div>
      {kinds && (
        <div className="field">
          <label htmlFor={`${id}-kind`}>{t('audit.kind')}</label>
          <select id={`${id}-kind`} value={given.kind ?? ''} onChange={({ target }) => set('kind', target.value)}>
            <option value="">{t('audit.any')}</option>
            {Object.entries(auditKindLabels).map(([each, label]) => (
              <option key={each} value={each}>
                {say(label)}
              </option>
            ))}
          </select>
        </div>
      )}
      {(['from', 'to'] as const).map((end) => (
        <div className="field" key={end}>
          <label htmlFor={`${id}-${end}`}>{t(`audit.${end}`)}</label>
          <Input id={`${id}-${end}`} type="date" value={given[end] ?? ''} onChange={({ target }) => set(end, target.value)} />
        </div>
      ))}
      <p className="together">
        <Button type="primary" htmlType="submit">
          {t('audit.filter')}
        </Button>
        <Link to="/audit" search={view} onClick={() => setGiven(view)}>
          {t('audit.clear')}
        </Link>
      </p>
    </form>
  );
}

function Reads() {
  const { at, t } = useAuditWords();
  const { subject, kind: _, ...filter } = useFilter();
  const list = useInfiniteQuery(pagesOf<CaseRead>('audit', '/audit/reads', { ...filter, caseNo: subject }));
  return (
    <>
      <Filter subject="audit.caseNo" />
      <Listed list={list} empty={t('audit.none')} rows={8}>
        {(items) => (
          <Table
            name={t('audit.reads')}
            items={items}
            keyOf={({ requestId, caseNo, at: when }) => `${requestId} ${caseNo} ${when}`}
            columns={[
              { title: t('audit.at'), of: (read) => at(read.at) },
              { title: t('audit.officer'), of: ({ officer }) => <Named to="officer" id={officer} /> },
              { title: t('audit.caseNo'), of: ({ caseNo }) => caseNo },
              { title: t('audit.request'), of: ({ requestId }) => <code>{requestId}</code> },
            ]}
          />
        )}
      </Listed>
    </>
  );
}

function Acts() {
  const { at, say, t } = useAuditWords();
  const list = useInfiniteQuery(pagesOf<AuditAct>('audit', '/audit/acts', useFilter()));
  return (
    <>
      <Filter subject="audit.subject" kinds />
      <Listed list={list} empty={t('audit.none')} rows={8}>
        {(items) => (
          <Table
            name={t('audit.acts')}
            items={items}
            keyOf={({ seq }) => String(seq)}
            columns={[
              { title: t('audit.at'), of: (act) => at(act.at) },
              { title: t('audit.officer'), of: ({ officer }) => (officer === null ? t('none') : <Named to="officer" id={officer} />) },
              { title: t('audit.act'), of: ({ kind, summary }) => say(summary ?? auditKindLabels[kind]) },
              { title: t('audit.subject'), of: ({ subject }) => <span className="subject">{subject}</span> },
              { title: t('audit.outcome'), of: (act) => <Outcome act={act} /> },
              { title: t('audit.detail'), of: (act) => <Detail act={act} /> },
            ]}
          />
        )}
      </Listed>
    </>
  );
}

function Outcome({ act: { kind, outcome } }: { readonly act: AuditAct }) {
  const { say, t } = useAuditWords();
  const refused = (code: string) => {
    const [, problem] = Object.entries(problems).find(([each]) => each === code) ?? [];
    return <span className="mark">{t('audit.refused', { why: problem === undefined ? code : say(problem.title).replaceAll(/\{\w+\}/g, '…') })}</span>;
  };
  if (kind !== 'change') return kind === 'logInRefused' ? refused('wrong-credentials') : t('audit.done');
  if (outcome === null) return <span className="mark">{t('audit.unknown')}</span>;
  return outcome.code === null ? t('audit.done') : refused(outcome.code);
}

/** What was kept of a request, one thing a line, as it was sent. */
function Detail({ act: { seq, detail, requestId } }: { readonly act: AuditAct }) {
  const { t } = useAuditWords();
  const { body, ...rest } = detail;
  const lines = [...Object.entries(rest), ...(isGroup(body) ? Object.entries(body) : []), ['requestId', requestId] as const];
  return (
    <details>
      <summary>
        {t('audit.number')} {seq}
      </summary>
      <pre className="audit-told" tabIndex={0}>
        {lines.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join('\n')}
      </pre>
    </details>
  );
}
