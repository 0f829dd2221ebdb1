import type { ClockPlan, Span } from '../../contracts/clock.ts';
import type { Deps } from '../../api/deps.ts';
import { recordedCase } from './recorded-case.ts';

const hour = 3_600_000;

export const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

interface Kept {
  readonly number: number;
  readonly procedure?: 'assistedFiling' | 'jointInspection';
  readonly due: string | null;
  readonly light?: 'blue' | 'yellow' | 'red';
  readonly term?: Span['unit'];
  readonly status?: 'offered' | 'accepted';
  readonly transferredFrom?: string;
  readonly unit: string;
  readonly officer?: string;
}

/** A case in the tables alone, with one step of a unit under a clock. */
export async function keptStep(deps: Pick<Deps, 'db' | 'outbox'>, { number, procedure = 'assistedFiling', due, light = 'blue', term = 'workday', status = 'offered', transferredFrom, unit, officer }: Kept): Promise<void> {
  const { caseNo, tell } = await recordedCase(deps, { procedure, number, units: [unit], confidential: false, family: 'general' });
  await tell({ tell: [] });
  const common = { caseNo, unit, seq: 1 };
  await deps.db.step.create({
    data: {
      ...common,
      id: 'decide',
      name: 'decide',
      stage: 'decision',
      roles: ['handler'],
      status,
      part: false,
      offeredAt: new Date(),
      clock: due === null ? null : 'decide',
      transferredFrom: transferredFrom ?? null,
      officer: officer ?? null,
    },
  });
  if (due === null) return;
  const plan: ClockPlan = {
    rule: 'filing.decide',
    version: 2,
    label: { zh: '决定', en: 'decide' },
    term: { amount: 5, unit: term },
    source: '示例办法第三条',
    from: inHours(-100),
    dueAt: due,
    provisional: false,
    rungs: [],
    supervisor: null,
    extension: null,
  };
  await deps.db.clock.create({
    data: {
      ...common,
      id: 'decide',
      step: 'decide',
      rule: plan.rule,
      version: plan.version,
      status: 'running',
      light,
      startedAt: plan.from,
      dueAt: due,
      provisional: false,
      pauses: [],
      extensions: [],
      extensionPending: false,
      plan,
    },
  });
}
