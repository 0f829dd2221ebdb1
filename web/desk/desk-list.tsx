import { Link } from '@tanstack/react-router';
import { useId, useMemo, type RefObject } from 'react';
import { stepStatusLabels } from '../../contracts/case.ts';
import { spanLabel } from '../../contracts/clock.ts';
import type { Urgency } from '../../contracts/api/cases.ts';
import type { DeskStep } from '../api/client.ts';
import { useName } from '../api/names.ts';
import { Light } from '../app/light.tsx';
import { useWindow } from '../app/use-window.ts';
import type { DeskFilter } from './desk-filters.tsx';
import { useDue } from './due.tsx';
import { urgencies, urgencyOf } from './urgency.ts';
import { nameOf } from './use-bulk.ts';
import type { Selection } from './use-selection.ts';
import { useDeskWords } from './words.ts';

/** Of a row, about, in pixels. */
const rowHeight = 85;

interface Props {
  readonly steps: readonly DeskStep[];
  readonly now: number;
  readonly filter: DeskFilter;
  readonly current: string | undefined;
  readonly selection: Selection;
  readonly list: RefObject<HTMLDivElement | null>;
}

/** The steps in groups, the most urgent first. Of a long list only what is in sight is drawn. */
export function DeskList({ steps, now, filter, current, selection, list }: Props) {
  const { t } = useDeskWords();
  const groups = useMemo(() => urgencies.map((urgency) => ({ urgency, all: steps.filter(({ dueAt }) => urgencyOf(dueAt, now) === urgency) })), [steps, now]);
  const { holder, first, end, above, below } = useWindow<HTMLDivElement>(steps.length, rowHeight);
  let before = 0;
  const shown = groups.map(({ urgency, all }) => {
    const [from, to] = [Math.max(first - before, 0), Math.max(end - before, 0)];
    before += all.length;
    return { urgency, all, drawn: all.slice(from, to) };
  });
  return (
    <div
      ref={(element) => {
        list.current = element;
        holder.current = element;
      }}
      tabIndex={-1}
      onBlur={({ currentTarget }) => currentTarget.classList.remove('quiet')}
      aria-label={t('desk.list')}
      role="group"
    >
      {above > 0 && <div style={{ height: above }} />}
      {shown.map(({ urgency, all, drawn }) => drawn.length > 0 && <Group key={urgency} urgency={urgency} all={all} drawn={drawn} now={now} filter={filter} current={current} selection={selection} />)}
      {below > 0 && <div style={{ height: below }} />}
    </div>
  );
}

interface GroupProps extends Omit<Props, 'steps' | 'list'> {
  readonly urgency: Urgency;
  readonly all: readonly DeskStep[];
  readonly drawn: readonly DeskStep[];
}

function Group({ urgency, all, drawn, now, filter, current, selection }: GroupProps) {
  const { t } = useDeskWords();
  const names = all.map(nameOf);
  const title = t(`desk.group.${urgency}`);
  const whole = names.every((name) => selection.has(name));
  return (
    <section className="urgency">
      <h2>
        <label className="desk-tick">
          <input type="checkbox" aria-label={t('desk.selectGroup', { group: title })} checked={whole} onChange={() => selection.toggleAll(names)} />
        </label>
        {title} <span className="number">{all.length}</span>
      </h2>
      <ul className="rows">
        {drawn.map((each) => (
          <Row key={nameOf(each)} step={each} now={now} filter={filter} current={nameOf(each) === current} selection={selection} />
        ))}
      </ul>
    </section>
  );
}

function Row({ step: shown, now, filter, current, selection }: { readonly step: DeskStep; readonly now: number; readonly filter: DeskFilter; readonly current: boolean; readonly selection: Selection }) {
  const { at, say, t } = useDeskWords();
  const { caseNo, title, procedure, step, light, dueAt, rule, confidential } = shown;
  const name = nameOf(shown);
  const chosen = selection.has(name);
  const tip = useId();
  const due = useDue(now)(shown);
  const officer = useName('officer', step.officer);
  return (
    <li className={chosen ? 'desk-row chosen' : 'desk-row'} data-step={name}>
      <label className="desk-tick">
        <input
          type="checkbox"
          aria-label={t('desk.select', { step: say(step.label), title })}
          checked={chosen}
          onChange={() => undefined}
          onClick={({ shiftKey }) => selection.toggle(name, shiftKey)}
        />
      </label>
      <Link
        to="/desk"
        search={{ ...filter, step: name }}
        resetScroll={false}
        activeOptions={{ exact: true }}
        className={current ? 'step on' : 'step'}
        aria-current={current ? 'true' : undefined}
        aria-describedby={rule === null ? undefined : tip}
      >
        <span className="what">
          <strong>{say(step.label)}</strong> <span>{title}</span>
        </span>
        <span className="meta">
          {caseNo} · {say(procedure.label)}
          {confidential && <span className="mark">{t('case.confidential')}</span>}
          {step.status === 'accepted' && <span className="mark calm">{officer === undefined ? say(stepStatusLabels.accepted) : t('desk.held', { name: say(officer) })}</span>}
        </span>
        <span className="when">
          <Light light={light} />
          <span className="left">{due.first}</span>
          {dueAt !== null && <small>{due.also !== null && `${due.also} · `}{t('due.at', { time: at(dueAt) })}</small>}
          {rule !== null && <small className="rule">{t('desk.rule', { rule: say(rule.label) })}</small>}
        </span>
      </Link>
      {rule !== null && (
        <span className="tip" role="tooltip" id={tip}>
          {t('desk.tip', { source: rule.source, term: say(spanLabel(rule.term)), version: rule.version })}
        </span>
      )}
    </li>
  );
}
