import { useId, useMemo, useState } from 'react';
import type { Schedule } from '../../contracts/api/schedules.ts';
import type { Procedure } from '../api/client.ts';
import { Form } from '../forms/form.tsx';
import { fieldsOf, type Field, type Schema } from '../forms/schema.ts';
import { isGroup, type Group, type Value } from '../forms/values.ts';
import { useSession } from '../session/session.ts';
import { daysFrom, weekdayName } from './week.ts';
import { useDutyWords } from './words.ts';

type Kind = 'daily' | 'weekly' | 'monthly';
const kinds: readonly Kind[] = ['daily', 'weekly', 'monthly'];
/** A Monday. */
const someMonday = '2024-01-01';

/** The form of a schedule as its contract has it; how often it recurs decides what is asked of that. */
interface ScheduleSchema extends Schema {
  readonly $defs?: Readonly<Record<string, Schema & { readonly oneOf?: readonly Schema[] }>>;
}

interface Props {
  readonly procedure: Procedure;
  /** The one that is changed; undefined for a new one. */
  readonly schedule?: Schedule;
  readonly submit: string;
  send(body: Record<string, unknown>, key: string): Promise<unknown>;
}

export function ScheduleForm({ procedure, schedule, submit, send }: Props) {
  const { t } = useDutyWords();
  const session = useSession();
  const id = useId();
  const [kind, setKind] = useState<Kind>(schedule?.recurrence.kind ?? 'weekly');
  const fields = useMemo(() => scheduleFields(procedure.schedule ?? {}, kind), [procedure, kind]);
  const initial: Group = schedule === undefined ? { region: session?.me.region } : typedIn(schedule);
  const often = { daily: t('schedule.daily'), weekly: t('schedule.weeklyKind'), monthly: t('schedule.monthlyKind') };
  return (
    <Form name={`schedule/${schedule?.id ?? procedure.name}`} fields={fields} initial={initial} submit={submit} send={(body, key) => send({ ...sentAs(body), active: schedule?.active ?? true }, key)}>
      <fieldset className="field">
        <legend id={id}>{t('schedule.often')}</legend>
        <div className="tabs" role="group" aria-labelledby={id}>
          {kinds.map((each) => (
            <button key={each} type="button" aria-pressed={each === kind} onClick={() => setKind(each)}>
              {often[each]}
            </button>
          ))}
        </div>
      </fieldset>
    </Form>
  );
}

/** The fields of the contract, with those of one kind of recurrence, and the region looked up by its name. Whether it is in force has a button of its own. */
function scheduleFields(schema: ScheduleSchema, kind: Kind): Field[] {
  const { recurrence: _, active: __, ...others } = schema.properties ?? {};
  const branch = schema.$defs?.['Recurrence']?.oneOf?.find(({ properties }) => properties?.['kind']?.const === kind);
  const { region } = others;
  const properties = { ...others, ...(region && { region: { ...region, reference: 'region' } }) };
  const rest = fieldsOf({ ...schema, properties });
  const of = { name: 'recurrence', label: { zh: '', en: '' }, help: null, required: true, nullable: false, personal: false, initial: undefined };
  const recurrence: Field =
    kind === 'daily' || branch === undefined ? { ...of, kind: 'constant', value: { kind } } : { ...of, kind: 'group', fields: fieldsOf(branch).map(byName) };
  return [recurrence, ...rest];
}

/** A weekday is chosen by its name, not typed as a number. */
function byName(field: Field): Field {
  if (field.name !== 'weekday') return field;
  const options = daysFrom(someMonday, 7).map((day, index) => ({ value: String(index + 1), label: { zh: weekdayName(day, 'zh'), en: weekdayName(day, 'en') } }));
  const { name, label, required, nullable, personal } = field;
  return { name, label, required, nullable, personal, help: null, initial: undefined, kind: 'choice', options };
}

function sentAs(body: Record<string, unknown>): Record<string, unknown> {
  const { recurrence } = body;
  if (!isGroup(recurrence) || recurrence['weekday'] === undefined) return body;
  return { ...body, recurrence: { ...recurrence, weekday: Number(recurrence['weekday']) } };
}

/** A schedule as it stands in its form. */
function typedIn({ title, region, recurrence, opensAt, closesAt, leadDays, onHoliday, until, matter }: Schedule): Group {
  const often = recurrence.kind === 'weekly' ? { weekday: String(recurrence.weekday) } : recurrence.kind === 'monthly' ? { day: recurrence.day } : {};
  return { title, region, recurrence: often, opensAt, closesAt, leadDays, onHoliday, until, matter: valueOf(matter) };
}

function valueOf(json: unknown): Value {
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json === 'object' && json !== null) return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, valueOf(each)]));
  return undefined;
}

/** What a request to change a schedule carries. */
export function bodyOfSchedule({ procedure, title, region, recurrence, opensAt, closesAt, leadDays, onHoliday, until, active, matter }: Schedule) {
  return { procedure, title, region, recurrence, opensAt, closesAt, leadDays, onHoliday, until, active, matter };
}
