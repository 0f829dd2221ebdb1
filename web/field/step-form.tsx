import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Refusal, type DeskStep, type Procedure } from '../api/client.ts';
import { Blank } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { Fields, type Faults } from '../forms/field-input.tsx';
import { fieldsOf, type Field } from '../forms/schema.ts';
import { bodyOf, errorsByPlace, initialOf, isList, missingIn, placesOf, type Group, type Value } from '../forms/values.ts';
import { CategorySelect } from './category-select.tsx';
import { KeptFacts } from './kept-facts.tsx';
import { photoReference, type Entry, type Input, type Photo, type StepInput } from './entry.ts';
import { Photos } from './photos.tsx';
import { begin, queue, useField } from './store.ts';
import { useEntry, useSetting } from './use-entry.ts';
import { useFieldWords } from './words.ts';

interface Props {
  readonly task: DeskStep;
  /** What this phone entered for the step. */
  readonly mine: readonly Entry[];
}

function isStep(input: Input): input is StepInput {
  return input.kind === 'step';
}

/** Any step that has no page of its own: accepted, and completed with the form of its contract, photographs from the camera. */
export function StepForm({ task, mine }: Props) {
  const { t } = useFieldWords();
  const { locked, snapshot } = useField();
  const setting = useSetting();
  const { caseNo, step, procedure } = task;
  const form = formOf(snapshot?.procedures[procedure.name], step);
  const accepting = mine.some(({ input, state }) => input.kind === 'step' && input.action === 'accept' && state !== 'refused');
  const kept = snapshot?.cases[caseNo];
  const accept = async (): Promise<void> => {
    await queue(begin({ kind: 'step', caseNo, step: step.id, action: 'accept', values: {}, body: {} }, t('field.accepting', { step: step.label.zh })), setting);
    notify(t('field.queued'));
  };
  return (
    <>
      {kept !== undefined && !locked && <KeptFacts procedure={snapshot?.procedures[procedure.name]} matter={kept.matter} />}
      {step.status === 'offered' && !accepting && (
        <Button size="large" block className="accept" onClick={() => void accept()}>
          {t('do.accept')}
        </Button>
      )}
      {form === null ? (
        <Blank title={t('field.noForm')}>
          <p>
            <Link to="/desk" search={{ step: `${caseNo}/${step.id}` }}>{t('nav.desk')}</Link>
          </p>
        </Blank>
      ) : (
        <Completion task={task} fields={form} mine={mine} />
      )}
    </>
  );
}

function formOf(procedure: Procedure | undefined, { name, part }: DeskStep['step']): readonly Field[] | null {
  const definition = procedure?.steps.find((each) => each.name === name) ?? procedure?.standingSteps.find((each) => each.name === name);
  if (definition === undefined) return null;
  return fieldsOf(part ? (definition.part ?? definition.form) : definition.form);
}

function Completion({ task: { caseNo, step }, fields, mine }: Props & { readonly fields: readonly Field[] }) {
  const { language, say, t } = useFieldWords();
  const navigate = useNavigate();
  const setting = useSetting();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const present = mine.find(({ input, state }) => input.kind === 'step' && input.action === 'complete' && (state === 'draft' || state === 'refused'));
  const editing = useEntry(
    present,
    () => begin({ kind: 'step', caseNo, step: step.id, action: 'complete', values: initialOf(fields), body: {} }, `${step.label.zh}`),
    isStep,
  );
  const problem = present?.problem ?? null;
  useEffect(() => {
    if (asked.length > 0) form.current?.querySelector('.fault')?.closest('.field')?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }, [asked]);
  if (editing === null) return null;
  const { entry, change, add, drop } = editing;
  const { values } = entry.input;
  const absent = missingIn(fields, values);
  const missing = asked.filter((place) => absent.includes(place));
  const placed = errorsByPlace(problem?.errors ?? [], placesOf(fields, values));
  const faults: Faults = new Map<string, readonly string[]>([
    ...[...placed].map(([place, each]) => [place, each.map((error) => error[language])] as const),
    ...missing.map((place) => [place, [t('form.missing')]] as const),
  ]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(absent);
    if (absent.length > 0) return;
    await queue({ ...entry, input: { ...entry.input, body: bodyOf(fields, values) } }, setting);
    await navigate({ to: '/field', search: {} });
    notify(t('field.queued'));
  };
  const put = (name: string, value: Value): void => change({ values: { ...values, [name]: value } });

  return (
    <form ref={form} className="form part" noValidate onSubmit={(event: SubmitEvent) => void submit(event)}>
      {fields.length === 0 && <p className="hint">{t('step.noForm')}</p>}
      {fields.map((field) => {
        const most = photosIn(field);
        if (most > 0) {
          const shown = chosen(entry.photos, values[field.name]);
          return (
            <Photos
              key={field.name}
              label={say(field.label)}
              photos={shown}
              most={most}
              required={field.required && field.kind === 'attachment'}
              fault={faults.get(field.name)?.join(' ')}
              onAdd={(files) => void add(files).then((taken) => change((input) => ({ values: { ...input.values, [field.name]: added(field, input.values[field.name], taken) } })))}
              onDrop={(photo) => {
                drop(photo);
                change((input) => ({ values: { ...input.values, [field.name]: without(field, input.values[field.name], photo) } }));
              }}
            />
          );
        }
        if (field.kind === 'reference' && field.to === 'category') {
          const value = values[field.name];
          return <CategorySelect key={field.name} value={typeof value === 'string' ? value : ''} fault={faults.has(field.name)} onChange={(next) => put(field.name, next)} />;
        }
        return <Fields key={field.name} fields={[field]} values={values} faults={faults} disabled={false} onChange={(next: Group) => change({ values: next })} />;
      })}
      {problem !== null && <ProblemText failure={new Refusal(problem)} lines={(placed.get('') ?? []).map((error) => error[language])} />}
      {missing.length > 0 && <p className="fault">{t('form.faults', { count: missing.length })}</p>}
      <Button type="primary" size="large" block htmlType="submit">
        {t('action.complete')}
      </Button>
    </form>
  );
}

/** How many photographs a field takes; 0 where it takes none. */
function photosIn(field: Field): number {
  if (field.kind === 'attachment') return 1;
  return field.kind === 'list' && field.item.kind === 'attachment' ? field.most : 0;
}

function added(field: Field, value: Value, taken: readonly string[]): Value {
  return field.kind === 'list' ? [...(isList(value) ? value : []), ...taken] : (taken[0] ?? value);
}

function without(field: Field, value: Value, { id }: Photo): Value {
  return field.kind === 'list' ? (isList(value) ? value : []).filter((each) => each !== photoReference(id)) : undefined;
}

function chosen(photos: readonly Photo[], value: Value): readonly Photo[] {
  const names = isList(value) ? value : [value];
  return photos.filter(({ id }) => names.includes(photoReference(id)));
}
