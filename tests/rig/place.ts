import type { CaseView } from '../../contracts/api/cases.ts';
import type { RungAct } from '../../contracts/clock.ts';
import type { Family } from '../../contracts/ids.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import { advanceTo } from '../../scripts/infra/advance.ts';
import { must } from './must.ts';
import { clockIn, stepIn, type Answer, type Person, type System } from './system.ts';

const minute = 60_000;

/** People of one place, and what they do to its cases. What they do must succeed; `tries` is for what is refused. */
export class Place {
  readonly system: System;
  readonly family: Family;
  readonly coordinator: Person;

  constructor(system: System, family: Family, coordinator: Person) {
    this.system = system;
    this.family = family;
    this.coordinator = coordinator;
  }

  /** Opens a case; with its number, the id of its workflow, and the receipt code. */
  async opens(body: unknown, who: Person = this.coordinator): Promise<{ caseNo: string; workflowId: string; receipt: string }> {
    const answer = await who.post<{ caseNo: string; workflowId: string; receipt: string }>('/api/v1/cases', body);
    must(answer, 201, 'open');
    return answer.body;
  }

  async completes(who: Person, id: string, step: string, form: unknown): Promise<void> {
    await this.does(who, id, `steps/${step}/complete`, form);
  }

  async does(who: Person, id: string, action: string, body: unknown): Promise<void> {
    must(await who.post(`/api/v1/cases/${id}/${action}`, body), 200, action);
  }

  /** What is answered to somebody whose attempt should be refused. */
  tries(who: Person, id: string, action: string, body: unknown): Promise<Answer<ProblemDetails>> {
    return who.post<ProblemDetails>(`/api/v1/cases/${id}/${action}`, body);
  }

  async sees(id: string, who: Person = this.coordinator): Promise<CaseView> {
    const answer = await who.get<CaseView>(`/api/v1/cases/${id}`);
    must(answer, 200, 'read');
    return answer.body;
  }

  async step(id: string, step: string): Promise<CaseView['steps'][number]> {
    return stepIn(await this.sees(id), step);
  }

  /** Whether the case has a step of this id, whatever its state. */
  async has(id: string, step: string): Promise<boolean> {
    return (await this.sees(id)).steps.some((each) => each.id === step);
  }

  async clock(id: string, clock: string): Promise<CaseView['clocks'][number]> {
    return clockIn(await this.sees(id), clock);
  }

  /** Moves the case to an instant, and a few seconds on. */
  async comesTo(id: string, at: string | number): Promise<void> {
    await advanceTo(this.system.handle(this.family, id), at);
  }

  /** Moves the case to so many minutes before (negative) or after the due time of a clock. */
  async comesNear(id: string, clock: string, minutes: number): Promise<void> {
    const dueAt = (await this.clock(id, clock)).plan?.dueAt;
    if (dueAt === undefined) throw new Error(`${clock} has no due time`);
    await this.comesTo(id, Date.parse(dueAt) + minutes * minute);
  }

  /** Moves the case to so many minutes before (negative) or after a rung of the ladder of a clock. */
  async comesToRung(id: string, clock: string, act: RungAct, minutes = 0): Promise<void> {
    const rung = (await this.clock(id, clock)).plan?.rungs.find((each) => each.act === act);
    if (rung === undefined) throw new Error(`the ladder of ${clock} has no rung ${act}`);
    await this.comesTo(id, Date.parse(rung.at) + minutes * minute);
  }

  /** Who was told of entries of a kind: user ids, each once. */
  async told(caseNo: string, kind: string): Promise<string[]> {
    const entries = await this.system.db.entry.findMany({ where: { caseNo, kind }, select: { seq: true } });
    const notified = await this.system.db.notification.findMany({
      where: { caseNo, seq: { in: entries.map(({ seq }) => seq) }, channel: 'inApp' },
      select: { recipient: true },
    });
    return [...new Set(notified.map(({ recipient }) => recipient))];
  }
}
