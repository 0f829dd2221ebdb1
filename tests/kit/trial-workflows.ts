import type { Label } from '../../contracts/label.ts';
import { conduct } from '../../workflows/kit/conduct.ts';
import { wrong } from '../../workflows/kit/refusal.ts';
import { lampRepair as procedure } from './trial-contract.ts';

const lapse: Label = { zh: '逾期未巡检,视为完好', en: 'not inspected in time: deemed sound' };
const tooLate: Label = { zh: '天已黑', en: 'it is dark' };
const absent: Label = { zh: '未按时到场', en: 'did not come in time' };

/** One lamp, one team. */
export const repair = conduct(procedure, async (file) => {
  await file.step('register', { unit: file.coordinator });
  await file.step('repair', { unit: 'lamp-team', check: ({ report }) => (report === '未修' ? wrong('未修好不能办结', 'not repaired') : undefined) });
  return file.close('repaired');
});

/** One lamp, one team, under another rule. */
export const repairUnder = conduct(procedure, async (file, { rule, opensAt }) => {
  await file.step('repair', { unit: 'lamp-team', rule, from: opensAt });
  return file.close('repaired');
});

/** The lighting team leads, the others contribute. */
export const repairJointly = conduct(procedure, async (file, { join = 'all', units = [] }) => {
  const { form, parts } = await file.jointly('repair', { lead: 'lamp-team', with: units, join });
  return file.close([form.report, ...parts.map(({ unit, form: part }) => `${unit}:${part.contribution}`)].join(';'));
});

export const inspectUnlessDue = conduct(procedure, async (file, { rule, opensAt }) => {
  const form = await file.stepUnlessDue('inspect', { unit: 'lamp-team', lapse, rule, from: opensAt });
  return file.close(form === null ? 'deemedSound' : 'inspected');
});

/** Two inspections, both before dark; then somebody has to be there. */
export const inspectBefore = conduct(procedure, async (file, { closesAt = '' }) => {
  const dark = file.until('dark', closesAt, { zh: '天黑', en: 'it gets dark' });
  const attempts = await file.forEach(['lamp-team', 'power-team'], (unit) => file.stepBefore('inspect', { unit, before: dark, tooLate }));
  await file.step('repair', { unit: 'lamp-team' });
  return file.close(attempts.map(({ unit, form }) => `${unit}:${form === null ? 'none' : form.sound}`).join(';'));
});

export const attend = conduct(procedure, async (file, { opensAt = '', closesAt = '' }) => {
  await file.until('opening', opensAt, { zh: '开工', en: 'work begins' });
  const over = file.until('closing', closesAt, { zh: '收工', en: 'work ends' });
  const { form } = await file.duty('attend', {
    unit: 'lamp-team',
    from: opensAt,
    absent,
    supervisor: 'lighting-office',
    over,
    tooLate: { zh: '已收工', en: 'work has ended' },
    substituteRule: 'lamp.attendInstead',
  });
  await over;
  return file.close(form === null ? 'nobody' : `people:${form.people}`);
});

/** What is called back is handed to the next; what is taken over has a successor. */
export const handOver = conduct(procedure, async (file) => {
  const first = await file.handOver('takeOver', 'lamp-team');
  const taken = first ?? (await file.handOver('takeOver', 'power-team'));
  return file.close(taken === null ? 'kept' : `${taken.unit}:${taken.form.registeredAs}`);
});

export const followUp = conduct(procedure, async (file) => {
  const { outcome, level } = await file.followUp({ unit: 'hotline', stage: 'visit', attempts: 2 });
  return file.close(`${outcome}:${level}`);
});

export const mendUntilSatisfied = conduct(procedure, async (file) => {
  const { outcome, level } = await file.untilSatisfied({
    work: async () => void (await file.step('repair', { unit: 'lamp-team' })),
    ask: () => file.followUp({ unit: 'hotline' }),
    atMost: 1,
    supervisor: 'lighting-office',
  });
  return file.close(`${outcome}:${level}`);
});

export const rating = conduct(procedure, async (file) => {
  await file.step('register', { unit: file.coordinator });
  const level = await file.rating('lamp.rating');
  return file.close(`rated:${level}`);
});

/** A term without a step: the lamp burns for some time, then it counts as repaired. */
export const burnIn = conduct(procedure, async (file, { rule = '' }) => {
  await file.window(rule);
  return file.close('burnsOn');
});

export const ledElsewhere = conduct(procedure, async (file) => {
  file.ledBy('lamp-team');
  await file.step('register', { unit: file.coordinator });
  return file.close('registered');
});

/** The registry refers the lamp while the team still inspects it. */
export const refer = conduct(procedure, async (file) => {
  void file.step('inspect', { unit: 'lamp-team' });
  await file.step('register', { unit: file.coordinator });
  return file.refer('power-team');
});
