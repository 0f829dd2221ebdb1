import { Button } from 'antd';
import { useState } from 'react';
import { visibility } from '../../contracts/case.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import type { Label } from '../../contracts/label.ts';
import type { CaseView, Procedure } from '../api/client.ts';
import { Facts, Named } from '../forms/facts.tsx';
import { formOf, reportOf, UnitName, type Entry } from './part.tsx';
import { useCaseWords } from './words.ts';

/** Words that an action was given with, whichever it was. */
const spoken = ['reason', 'instruction', 'text', 'title', 'comment'] as const;
/** What fits on a screen or two; the rest comes on demand. */
const atFirst = 60;

interface Props {
  readonly view: CaseView;
  readonly procedure: Procedure | undefined;
}

/** 办理记录, the latest first; all, or what those inside, the parties or everybody may read. */
export function Timeline({ view, procedure }: Props) {
  const { t } = useCaseWords();
  const [chosen, choose] = useState<Entry['visibility'] | 'all'>('all');
  const [whole, showWhole] = useState(false);
  const entries = view.timeline.toReversed().filter((entry) => chosen === 'all' || entry.visibility === chosen);
  const shown = whole ? entries : entries.slice(0, atFirst);
  return (
    <>
      <div className="tabs timeline-filter" role="group" aria-label={t('timeline.filter')}>
        {(['all', ...visibility.options] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
            {t(each === 'all' ? 'timeline.all' : `visibility.${each}`)}
          </button>
        ))}
      </div>
      {entries.length === 0 && <p className="hint">{t('timeline.empty')}</p>}
      <ol className="plain timeline">
        {shown.map((entry) => (
          <li key={entry.seq}>
            <Happened entry={entry} view={view} procedure={procedure} />
          </li>
        ))}
      </ol>
      {shown.length < entries.length && <Button block onClick={() => showWhole(true)}>{t('timeline.earlier', { count: entries.length - shown.length })}</Button>}
    </>
  );
}

function Happened({ entry, view, procedure }: Props & { readonly entry: Entry }) {
  const { at, say, t } = useCaseWords();
  const step = view.steps.find(({ id }) => id === entry.step);
  const stage: Label | null = entry.kind === 'stageReached' ? (view.stages.find(({ name }) => name === entry.data['stage'])?.label ?? null) : null;
  const about = step?.label ?? stage;
  const said = spoken.flatMap((name) => (typeof entry.data[name] === 'string' ? [entry.data[name]] : []));
  const { from, to, unit } = entry.data;
  return (
    <>
      <time dateTime={entry.at}>{at(entry.at)}</time>
      <div>
        <p>
          {about !== null && <strong>{say(about)} </strong>}
          {say(entryLabels[entry.kind])}
          {typeof from === 'string' && typeof to === 'string' && (
            <>
              {': '}<UnitName view={view} code={from} /> → <UnitName view={view} code={to} />
            </>
          )}
          {entry.kind === 'stepOffered' && typeof unit === 'string' && <>: <UnitName view={view} code={unit} /></>}
        </p>
        {said.map((text) => (
          <p key={text} className="said">{text}</p>
        ))}
        {entry.kind === 'stepDone' && step !== undefined && step.data !== null && <Facts fields={formOf(procedure, step.name, step.part)} values={step.data} />}
        {entry.kind === 'progressReported' && step !== undefined && <Facts fields={reportOf(procedure, step.name)} values={entry.data} />}
        <p className="hint">
          {entry.actor.kind === 'officer' ? (
            <>
              <Named to="officer" id={entry.actor.officer} />, <UnitName view={view} code={entry.actor.unit} />
            </>
          ) : (
            t(entry.actor.kind === 'party' ? 'case.party' : 'case.system')
          )}{' '}
          · {t(`visibility.${entry.visibility}`)}
          {entry.notified > 0 && ` · ${t('case.notified', { count: entry.notified, acknowledged: entry.acknowledged })}`}
        </p>
      </div>
    </>
  );
}
