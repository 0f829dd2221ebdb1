import type { CaseBrief, CaseView } from '../../contracts/api/cases.ts';
import type { Family } from '../../contracts/ids.ts';
import { eventually } from './eventually.ts';
import type { Duration } from './infra.ts';
import { must } from './must.ts';
import type { Answer, Person, System } from './system.ts';

/** A case that is being told over HTTP, one act after the other. What is refused ends the telling. */
export class Told {
  readonly system: System;
  readonly family: Family;
  readonly workflowId: string;
  readonly caseNo: string;
  readonly receipt: string;

  private constructor(system: System, family: Family, opened: { workflowId: string; caseNo: string; receipt: string }) {
    this.system = system;
    this.family = family;
    this.workflowId = opened.workflowId;
    this.caseNo = opened.caseNo;
    this.receipt = opened.receipt;
  }

  static async open(system: System, family: Family, userName: string, body: unknown): Promise<Told> {
    const opener = await system.as(userName);
    const answer = await opener.post<{ workflowId: string; caseNo: string; receipt: string }>('/api/v1/cases', body);
    must(answer, 201, 'open');
    return new Told(system, family, answer.body);
  }

  /** A part of this case that is a case of its own, as soon as it is there: the one that a unit leads. */
  async part(userName: string, leadUnit: string): Promise<Told> {
    const person = await this.system.as(userName);
    return eventually(async () => {
      const { body } = await person.get<{ items: CaseBrief[] }>(`/api/v1/cases?status=open&partOf=${encodeURIComponent(this.caseNo)}`);
      const found = body.items.find((each) => each.leadUnit === leadUnit);
      return found === undefined ? undefined : new Told(this.system, this.family, { ...found, receipt: '' });
    });
  }

  /** Does something to the case, such as `pause`, or to one of its steps, such as `steps/verify/complete`. */
  async does(userName: string, what: string, body: unknown, key?: string): Promise<Answer> {
    const person = await this.system.as(userName);
    const answer = await person.post(this.path(what), body, key);
    must(answer, 200, what);
    return answer;
  }

  async completes(userName: string, step: string, form: unknown): Promise<void> {
    await this.does(userName, `steps/${step}/complete`, form);
  }

  /** The party outside rates with the receipt code. */
  async rates(level: number): Promise<void> {
    must(await this.system.outsider().post(`/api/v1/receipts/${this.receipt}/rating`, { level }), 200, 'rate');
  }

  async waits(duration: Duration): Promise<void> {
    await this.system.advance(this.family, this.workflowId, duration);
  }

  async view(reader: Person): Promise<CaseView> {
    const answer = await reader.get<CaseView>(this.path(''));
    must(answer, 200, 'read');
    return answer.body;
  }

  path(what: string): string {
    return `/api/v1/cases/${this.workflowId}${what === '' ? '' : `/${what}`}`;
  }

  /** Waits until the workflow has returned. */
  async ends(): Promise<void> {
    await this.system.handle(this.family, this.workflowId).result();
  }
}
