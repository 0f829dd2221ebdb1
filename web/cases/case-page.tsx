import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { ratingLabels } from '../../contracts/action.ts';
import { caseStatusLabels, stepStatusLabels } from '../../contracts/case.ts';
import { file, type CaseView, type Procedure } from '../api/client.ts';
import { sameInBoth } from '../api/names.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { Light } from '../app/light.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { saveFile } from '../app/save-file.ts';
import { useTitle } from '../app/use-title.ts';
import { CaseChoicesContext } from '../forms/case-choices.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { fieldsOf } from '../forms/schema.ts';
import { useSession } from '../session/session.ts';
import { CaseActions, type Doing } from './case-actions.tsx';
import { choicesOf, useBesides } from './case-choices.ts';
import './cases.css';
import { Clocks } from './clocks.tsx';
import { Decisions, FollowUps } from './decisions.tsx';
import { Evidence } from './evidence.tsx';
import { FourLists } from './four-lists.tsx';
import { coordinates, HandOvers } from './hand-overs.tsx';
import { JointSteps } from './joint-steps.tsx';
import { takenIn } from './merge-split.tsx';
import { Notified } from './notified.tsx';
import { PaperButton } from './paper.tsx';
import { Fact, formOf, Part, UnitName } from './part.tsx';
import { Sums } from './sums.tsx';
import { Timeline } from './timeline.tsx';
import { Ball, Next, Stages } from './whose-turn.tsx';
import { useCaseWords } from './words.ts';

const route = getRouteApi('/inside/cases/$ref');

/** 事项: where it stands, whose turn it is, what happens next if nobody acts, and everything that happened. */
export default function CasePage() {
  const { ref } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(queries.case(ref));
  const { data: procedure } = useQuery({ ...queries.procedure(data?.procedure.name ?? ''), enabled: data !== undefined });
  useTitle(data?.caseNo ?? null);
  if (isPending) return <div className="page"><Loading rows={5} height={120} /></div>;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return <Case key={data.caseNo} view={data} procedure={procedure} />;
}

function Case({ view, procedure }: { readonly view: CaseView; readonly procedure: Procedure | undefined }) {
  const { at, say, t } = useCaseWords();
  const session = useSession();
  const besides = useBesides(view);
  const choices = useMemo(() => choicesOf(view, procedure, besides ?? { materials: [], lines: [] }), [view, procedure, besides]);
  const [doing, setDoing] = useState<Doing>({ action: null, step: '' });
  const matter = procedure === undefined ? [] : fieldsOf(procedure.opening.properties?.['matter'] ?? {});
  const partyFields = procedure === undefined ? [] : fieldsOf(procedure.opening.properties?.['parties']?.items ?? {});
  const taken = takenIn(view);
  return (
    <CaseChoicesContext value={choices}>
      <article className="page case">
        <header className="head">
          <p className="hint">
            <Link to="/cases" search={{}}>{t('case.back')}</Link>
          </p>
          <h1>{view.title}</h1>
          <p className="under">
            <span className="number">{view.caseNo}</span> · <Link to="/procedures/$name" params={{ name: view.procedure.name }}>{say(view.procedure.label)}</Link> · <strong>{say(caseStatusLabels[view.status])}</strong> {view.light !== null && <Light light={view.light} />}
            {view.confidential && <span className="mark">{t('case.confidential')}</span>}
          </p>
          {view.status === 'merged' && view.outcome !== null && (
            <p className="under">
              {t('sum.mergedInto')} <Link to="/cases/$ref" params={{ ref: view.outcome }}>{view.outcome}</Link>
            </p>
          )}
          <Papers view={view} />
        </header>
        <Stages view={view} />
        <div className="columns">
          <div>
            <Ball view={view} />
            <Next view={view} />
            <CaseActions view={view} procedure={procedure} doing={doing} onDoing={setDoing} />
            <JointSteps view={view} procedure={procedure} />
            <HandOvers
              view={view}
              procedure={procedure}
              onCallBack={
                coordinates(view, session?.me) && view.status === 'open'
                  ? ({ id }) => {
                      setDoing({ action: 'callBack', step: id });
                      document.getElementById('actions')?.focus();
                    }
                  : null
              }
            />
            <Decisions view={view} procedure={procedure} />
            <FollowUps view={view} procedure={procedure} />
            {view.procedure.name === 'gridEvent' && <FourLists view={view} />}
            <Part title={t('case.timeline')}>
              <Timeline view={view} procedure={procedure} />
              <Notified view={view} />
            </Part>
          </div>
          <div>
            <Part title={t('case.facts')}>
              <dl className="facts">
                <Fact name={t('case.opened')}>{at(view.openedAt)}</Fact>
                {view.closedAt !== null && <Fact name={t('case.closed')}>{at(view.closedAt)}</Fact>}
                <Fact name={t('case.coordinator')}><UnitName view={view} code={view.coordinator} /></Fact>
                <Fact name={t('case.leadUnit')}><UnitName view={view} code={view.leadUnit} /></Fact>
                <Fact name={t('case.region')}><Named to="region" id={view.region} /></Fact>
                {view.place !== null && <Fact name={t('list.place')}><UnitName view={view} code={view.place} /></Fact>}
                {view.rating !== null && <Fact name={t('case.rating')}>{say(ratingLabels[view.rating] ?? sameInBoth(String(view.rating)))}</Fact>}
                {view.partOf !== null && (
                  <Fact name={t('case.partOf')}>
                    <Link to="/cases/$ref" params={{ ref: view.partOf }}>{view.partOf}</Link>
                  </Fact>
                )}
                {taken.length > 0 && (
                  <Fact name={t('sum.taken')}>
                    {taken.map((each) => <span key={each} className="drawn"><Link to="/cases/$ref" params={{ ref: each }}>{each}</Link></span>)}
                  </Fact>
                )}
              </dl>
              <Facts fields={matter} values={view.matter} />
              <p className="no-print">
                <Link to="/cases" search={{ partOf: view.caseNo }}>{t('case.parts')}</Link>
              </p>
              <p className="no-print">
                <a href={view.links.temporalUi} target="_blank" rel="noreferrer">{t('case.temporal')} ↗</a>
              </p>
            </Part>
            <Sums view={view} />
            <Part title={t('case.parties')}>
              {view.parties.length === 0 ? <p className="hint">{t('case.partiesNone')}</p> : view.parties.map((party) => <Facts key={party.id} fields={partyFields} values={party} />)}
            </Part>
            <Part title={t('case.evidence')}>
              <Evidence view={view} />
            </Part>
            <Part title={t('case.steps')}>
              <Steps view={view} procedure={procedure} />
            </Part>
            <Part title={t('case.clocks')}>
              <Clocks view={view} />
            </Part>
          </div>
        </div>
      </article>
    </CaseChoicesContext>
  );
}

/** 卷宗: read here, or kept as a file. */
function Papers({ view }: { readonly view: CaseView }) {
  const { t } = useCaseWords();
  const path = `/cases/${encodeURIComponent(view.caseNo)}/dossier`;
  const [failure, setFailure] = useState<unknown>(null);
  const save = async (format: 'pdf' | 'html'): Promise<void> => {
    setFailure(null);
    try {
      saveFile(await file(path, { format }), `${view.caseNo}.${format}`);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className="papers" role="group" aria-label={t('paper.dossier')}>
      <PaperButton path={path} title={t('paper.dossier')}>{t('paper.view')}</PaperButton>
      <Button onClick={() => void save('pdf')}>{t('paper.pdf')}</Button>
      <Button onClick={() => void save('html')}>{t('paper.html')}</Button>
      {failure !== null && <ProblemText failure={failure} />}
    </div>
  );
}

function Steps({ view, procedure }: { readonly view: CaseView; readonly procedure: Procedure | undefined }) {
  const { at, say, t } = useCaseWords();
  return (
    <ul className="plain steps">
      {view.steps.map((step) => (
        <li key={step.id}>
          <details>
            <summary>
              {say(step.label)} <span className="mark calm">{say(stepStatusLabels[step.status])}</span>
              <small><UnitName view={view} code={step.unit} /></small>
            </summary>
            <dl className="facts">
              <Fact name={t('step.offeredAt')}>{at(step.offeredAt)}</Fact>
              {step.doneAt !== null && <Fact name={t('step.doneAt')}>{at(step.doneAt)}</Fact>}
              {step.officer !== null && <Fact name={t('step.officer')}><Named to="officer" id={step.officer} /></Fact>}
            </dl>
            {step.data !== null && <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />}
          </details>
        </li>
      ))}
    </ul>
  );
}
