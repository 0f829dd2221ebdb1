import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { Bulletin } from '../../contracts/api/bulletins.ts';
import type { InspectionResult } from '../../contracts/api/inspections.ts';
import type { mattersOfCase } from '../../contracts/api/statistics.ts';
import type { CaseView } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { PaperButton } from './paper.tsx';
import { Part } from './part.tsx';
import { useOf } from './use-of.ts';
import { useCaseWords } from './words.ts';

/** What a case of a certain procedure adds up to, where there is such a thing. */
export function Sums({ view }: { readonly view: CaseView }) {
  switch (view.procedure.name) {
    case 'campaign':
    case 'campaignGrid':
      return <Coverage view={view} />;
    case 'serviceDay':
      return <Matters view={view} />;
    case 'assessment':
      return <OfBulletin view={view} />;
    case 'inspection':
      return <Sample view={view} />;
    default:
      return null;
  }
}

function Coverage({ view: { caseNo, partOf, coverage } }: { readonly view: CaseView }) {
  const { t } = useCaseWords();
  return (
    <Part title={t('sum.coverage')}>
      {coverage !== null && (
        <>
          <meter className="coverage" min={0} max={Math.max(coverage.households, 1)} value={coverage.done + coverage.excused} aria-label={t('sum.coverage')} />
          <p>{t('sum.coverageText', { households: coverage.households, done: coverage.done, excused: coverage.excused })}</p>
        </>
      )}
      <p>
        <Link to="/campaigns/$ref" params={{ ref: partOf ?? caseNo }} search={{}}>{t('sum.campaign')}</Link>
      </p>
    </Part>
  );
}

function Matters({ view }: { readonly view: CaseView }) {
  const { say, t } = useCaseWords();
  const { data, error } = useOf<z.infer<typeof mattersOfCase>>(view, `/cases/${encodeURIComponent(view.caseNo)}/matters`);
  return (
    <Part title={t('sum.matters')}>
      {error !== null && <ProblemText failure={error} />}
      {data && (
        <>
          <p><Link to="/cases" search={{ partOf: view.caseNo }}>{t('sum.mattersOpen', { total: data.total, open: data.open })}</Link></p>
          <ul className="plain">
            {data.items.map((each) => (
              <li key={each.item}>
                <Link to="/cases" search={{ partOf: view.caseNo, item: each.item }}>{say(each.name)}</Link> <small>{t('sum.mattersOpen', { total: each.total, open: each.open })}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function OfBulletin({ view }: { readonly view: CaseView }) {
  const { at, say, t } = useCaseWords();
  const { data, error } = useOf<Bulletin>(view, `/bulletins/${encodeURIComponent(view.workflowId)}`);
  if (data === null) return null;
  return (
    <Part title={t('sum.bulletin')}>
      {error !== null && <ProblemText failure={error} />}
      {data !== undefined && (
        <>
          <p>{data.month} {data.publishedAt === null ? <span className="mark">{t('paper.draft')}</span> : at(data.publishedAt)}</p>
          {data.tables.map(({ table, name, lines }) => lines.length > 0 && (
            <section key={table} className="standing">
              <h3>{say(name)}</h3>
              <ol>
                {lines.slice(0, 5).map((line) => (
                  <li key={line.key}>{say(line.name)} <span className="number">{line.score ?? '—'}</span></li>
                ))}
              </ol>
            </section>
          ))}
          <PaperButton path={`/bulletins/${encodeURIComponent(view.workflowId)}/page`} title={t('sum.bulletin')}>{t('paper.bulletin')}</PaperButton>
        </>
      )}
    </Part>
  );
}

function Sample({ view }: { readonly view: CaseView }) {
  const { say, t } = useCaseWords();
  const { data, error } = useOf<InspectionResult>(view, `/inspections/${encodeURIComponent(view.caseNo)}`);
  if (data === null) return null;
  return (
    <Part title={t('sum.inspection')}>
      {error !== null && <ProblemText failure={error} />}
      {data !== undefined && (
        <>
          <p>{data.month} · {t('sum.drawn', { population: data.population, sampled: data.sampled, seed: data.seed, checked: data.checked, findings: data.findings })}</p>
          <ul className="plain">
            {data.units.map((unit) => (
              <li key={unit.code}>
                <strong>{say(unit.name)}</strong>{' '}
                <small>
                  {unit.findings === null ? t('sum.unchecked') : unit.findings === 0 ? t('sum.noFindings') : `${t('sum.findings', { count: unit.findings })} · ${t(unit.rectified === true ? 'sum.rectified' : 'sum.notRectified')}`}
                </small>
                {unit.cases.map((each) => (
                  <span key={each} className="drawn"><Link to="/cases/$ref" params={{ ref: each }}>{each}</Link></span>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}
