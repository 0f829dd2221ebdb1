import type { DutyState } from '../../contracts/api/duties.ts';
import type { Duty as DutyDefinition } from '../../contracts/procedure.ts';
import type { Step as StepRow } from '../../prisma/generated/client.ts';

type Step = Pick<StepRow, 'id' | 'name' | 'unit' | 'status' | 'parent' | 'about' | 'data' | 'clock'>;

/** One duty as the steps of its case tell of it. */
export interface Served {
  readonly unit: string;
  readonly officer: string | null;
  readonly state: DutyState;
  readonly substitute: { readonly unit: string; readonly state: DutyState } | null;
  /** The open step in which the coordinator is asked who comes instead. */
  readonly asked: { readonly step: string; readonly clock: string | null } | null;
}

/** The roster of a case: which unit has which of its duties, and how far each has come. `cancelled`: the case was withdrawn. */
export function rosterOf(duty: DutyDefinition, units: readonly string[], steps: readonly Step[], cancelled: boolean): Served[] {
  const named = (name: string) => steps.filter((each) => each.name === name).toSorted((one, other) => numberOf(one) - numberOf(other));
  const confirming = duty.confirm === undefined ? [] : named(duty.confirm);
  const namings = named('nameSubstitute');
  const { first, later } = apart(named(duty.step), units.length);
  const used = new Set<string>();

  return units.map((unit, index) => {
    const confirmation = confirming[index];
    const step = first[index];
    const officer = text(confirmation, 'officer');
    if (step === undefined) {
      return { unit, officer, state: cancelled ? 'cancelled' : awaiting(confirmation), substitute: null, asked: null };
    }
    const naming = namings.find(({ parent }) => parent === step.id);
    if (naming === undefined) {
      const state = stateOf(step, false);
      return step.unit === unit ? { unit, officer, state, substitute: null, asked: null } : { unit, officer, state: 'replaced', substitute: { unit: step.unit, state }, asked: null };
    }
    const sent = text(naming, 'unit');
    const instead = later.find((each) => each.unit === sent && each.about === step.about && !used.has(each.id));
    if (instead !== undefined) used.add(instead.id);
    const asked = isOpen(naming) ? { step: naming.id, clock: naming.clock } : null;
    return { unit, officer, state: 'noShow', asked, substitute: instead === undefined ? null : { unit: instead.unit, state: stateOf(instead, !cancelled) } };
  });
}

/** Those with which the duties began, one for each, and those of substitutes. Rounds say which they are; units come in the order of the roster. */
function apart(steps: readonly Step[], count: number): { first: readonly Step[]; later: readonly Step[] } {
  const first = steps.filter((step, index) => (step.about === null ? index < count : steps.findIndex(({ about }) => about === step.about) === index));
  return { first, later: steps.filter((step) => !first.includes(step)) };
}

function awaiting(confirmation: Step | undefined): DutyState {
  if (confirmation === undefined) return 'ahead';
  if (confirmation.status === 'done') return 'confirmed';
  return isOpen(confirmation) ? 'toConfirm' : 'ahead';
}

/** A step that was withdrawn: missed, where its hour passed. */
function stateOf({ status }: Step, missed: boolean): DutyState {
  if (status === 'done') return 'present';
  if (status === 'withdrawn') return missed ? 'noShow' : 'cancelled';
  return 'expected';
}

function isOpen({ status }: Step): boolean {
  return status === 'offered' || status === 'accepted' || status === 'returned';
}

/** `checkIn`, `checkIn-2` … */
function numberOf({ id }: Step): number {
  return Number(/-(\d+)$/.exec(id)?.[1] ?? 1);
}

function text(step: Step | undefined, field: string): string | null {
  const data = step?.data;
  const value = typeof data === 'object' && data !== null && !Array.isArray(data) ? data[field] : undefined;
  return typeof value === 'string' ? value : null;
}
