import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import { Refusal, type DeskStep } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';
import type { Entry, Input, VisitInput } from './entry.ts';
import { EntryState } from './entry-state.tsx';
import { masked } from './masked.ts';
import type { KeptHousehold } from './snapshot.ts';
import { begin, queue, useField } from './store.ts';
import { useEntry, useSetting } from './use-entry.ts';
import { standingOf } from './visited.ts';
import { useFieldWords } from './words.ts';

type Option = Extract<Field, { kind: 'choice' }>['options'][number];

const outcomes = ['done', 'absent', 'excused'] as const;

function isVisit(input: Input): input is VisitInput {
  return input.kind === 'visit';
}

/** One household at its door: every member by name, done or with a reason. */
export function HouseholdForm({ task: { caseNo, step }, household, mine }: { readonly task: DeskStep; readonly household: KeptHousehold; readonly mine: readonly Entry[] }) {
  const { language, t } = useFieldWords();
  const { locked, snapshot } = useField();
  const navigate = useNavigate();
  const setting = useSetting();
  const id = useId();
  const [asked, setAsked] = useState(false);
  const { code, building, address, head, members } = household;
  const where = [building, address].filter((part) => part !== null && part !== '').join(' ') || code;
  const reasons = reasonsOf(snapshot?.procedures['campaignGrid']?.steps.find(({ name }) => name === 'visit')?.report);
  const since = snapshot?.at ?? 0;
  const { entry: last } = standingOf(household, mine, since);
  const present = last !== null && (last.state === 'draft' || last.state === 'refused') ? last : undefined;
  const editing = useEntry(
    present,
    () => begin({ kind: 'visit', caseNo, step: step.id, household: code, members: members.length, outcome: '', excuses: {}, excuse: '', note: '' }, where),
    isVisit,
  );
  if (editing === null) return null;
  const { entry, change } = editing;
  const { outcome, excuses, excuse, note } = entry.input;
  const missing =
    outcome === '' ? 'outcome' : outcome === 'excused' && excuse === '' ? 'excuse' : outcome === 'done' && Object.values(excuses).includes('') ? 'persons' : null;
  const fault = asked ? missing : null;
  const list = { step: `${caseNo}/${step.id}` };

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (missing !== null) return;
    await queue(entry, setting);
    await navigate({ to: '/field', search: list });
    notify(t('field.queued'));
  };

  return (
    <>
      <p>
        <Link to="/field" search={list}>← {t('field.households.back')}</Link>
      </p>
      <h2>
        {where} <small>{locked ? masked(head) : head}</small>
      </h2>
      {last !== null && last.state !== 'draft' && last.state !== 'refused' && (
        <ul className="rows entries">
          <li>
            <EntryState entry={last} />
          </li>
        </ul>
      )}
      {entry.problem !== null && <ProblemText failure={new Refusal(entry.problem)} lines={entry.problem.errors?.map((error) => error[language]) ?? []} />}
      <form className="form part" noValidate onSubmit={(event: SubmitEvent) => void submit(event)}>
        <fieldset className="field" aria-describedby={fault === 'outcome' ? `${id}-outcome` : undefined}>
          <legend>{t('field.outcome')}</legend>
          <div className="field-choices">
            {outcomes.map((each) => (
              <label key={each} className="field-choice">
                <input type="radio" name={`${id}-outcome`} checked={outcome === each} onChange={() => change({ outcome: each })} /> {t(`field.outcome.${each}`)}
              </label>
            ))}
          </div>
          {fault === 'outcome' && <p className="fault" id={`${id}-outcome`}>{t('form.missing')}</p>}
        </fieldset>
        {outcome === 'done' && (
          <fieldset className="field">
            <legend>{t('field.persons')}</legend>
            <ul className="persons">
              {members.map(({ number, name }) => {
                const reason = excuses[number];
                const called = (locked ? masked(name) : name) ?? t('field.person', { number });
                return (
                  <li key={number}>
                    <label className="field-choice">
                      <input
                        type="checkbox"
                        checked={reason === undefined}
                        onChange={({ target }) =>
                          change((input) => {
                            const others = Object.entries(input.excuses).filter(([each]) => each !== String(number));
                            return { excuses: Object.fromEntries(target.checked ? others : [...others, [number, '']]) };
                          })
                        }
                      />{' '}
                      {called}
                    </label>
                    {reason !== undefined && (
                      <Reason reasons={reasons} value={reason} label={t('field.person.excuse', { name: called })} onChoose={(next) => change((input) => ({ excuses: { ...input.excuses, [number]: next } }))} />
                    )}
                  </li>
                );
              })}
            </ul>
            {fault === 'persons' && <p className="fault">{t('field.persons.reason')}</p>}
          </fieldset>
        )}
        {outcome === 'excused' && (
          <div className="field">
            <span className="label">{t('field.excuse')}</span>
            <Reason reasons={reasons} value={excuse} label={t('field.excuse')} onChoose={(next) => change({ excuse: next })} />
            {fault === 'excuse' && <p className="fault">{t('form.missing')}</p>}
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-note`}>
            {t('action.note')} <span className="optional">({t('form.optional')})</span>
          </label>
          <textarea id={`${id}-note`} className="line" rows={2} maxLength={200} value={note} onChange={({ target }) => change({ note: target.value })} />
        </div>
        <Button type="primary" size="large" block htmlType="submit">
          {t('field.register')}
        </Button>
      </form>
    </>
  );
}

interface ReasonProps {
  readonly reasons: readonly Option[];
  readonly value: string;
  readonly label: string;
  onChoose(reason: string): void;
}

function Reason({ reasons, value, label, onChoose }: ReasonProps) {
  const { say, t } = useFieldWords();
  return (
    <select className="wide" aria-label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{t('form.choose')}</option>
      {reasons.map((each) => (
        <option key={each.value} value={each.value}>
          {say(each.label)}
        </option>
      ))}
    </select>
  );
}

/** Why a household or a person is left out, with the words of the contract. */
function reasonsOf(report: Schema | null | undefined): readonly Option[] {
  const visits = report ? fieldsOf(report).find(({ name }) => name === 'visits') : undefined;
  const fields: readonly Field[] = visits?.kind === 'list' && visits.item.kind === 'group' ? visits.item.fields : [];
  const excuse = fields.find(({ name }) => name === 'excuse');
  return excuse?.kind === 'choice' ? excuse.options : [];
}
