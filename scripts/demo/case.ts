import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { CaseView } from '../../contracts/api/cases.ts';
import { caseStatusLabels } from '../../contracts/case.ts';
import { advance, advanceTo, type Duration } from '../infra/advance.ts';
import type { Player, Stage } from './stage.ts';

/** A case as the API names it. */
export interface Named {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly links: { readonly self: string; readonly temporalUi: string };
}

/** A case that is being played: each thing that is done to it prints one line. */
export class Case implements Named {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly links: Named['links'];
  readonly #stage: Stage;
  readonly #receipt: string;
  readonly #handle: WorkflowHandle;

  constructor(stage: Stage, { caseNo, workflowId, links }: Named, receipt: string, handle: WorkflowHandle) {
    this.caseNo = caseNo;
    this.workflowId = workflowId;
    this.links = links;
    this.#stage = stage;
    this.#receipt = receipt;
    this.#handle = handle;
  }

  /** Completes a step and tells it. */
  async complete(player: Player, step: string, form: unknown, what: string): Promise<void> {
    await this.act(player, `steps/${step}/complete`, form, what);
  }

  /** Does something else to the case or to one of its steps, such as `steps/verify/urge`, and tells it. */
  async act(player: Player, action: string, body: unknown, what: string): Promise<void> {
    await player.post(`/api/v1/cases/${this.workflowId}/${action}`, body);
    this.#stage.tell(player.name, what);
  }

  /** Rates with the receipt code. */
  async rate(resident: Player, level: number, comment: string, what: string): Promise<void> {
    await resident.post(`/api/v1/receipts/${this.#receipt}/rating`, { level, comment });
    this.#stage.tell(resident.name, what);
  }

  /** Lets time pass for this case; the timers that fall due on the way ring as they would. */
  async pass(duration: Duration, what: string): Promise<void> {
    await advance(this.#handle, duration);
    this.#stage.tell('(时间)', what);
  }

  /** Lets time pass until an instant. */
  async comesTo(at: string, what: string): Promise<void> {
    await advanceTo(this.#handle, at);
    this.#stage.tell('(时间)', what);
  }

  view(player: Player): Promise<CaseView> {
    return player.get(`/api/v1/cases/${this.workflowId}`);
  }

  /** The case as soon as it is so; rejects after half a minute. */
  until(player: Player, isSo: (view: CaseView) => boolean): Promise<CaseView> {
    return soon(`${this.caseNo} goes on`, async () => {
      const view = await this.view(player);
      return isSo(view) ? view : undefined;
    });
  }

  /** Waits until the case is over, and tells how it ended. */
  async ends(player: Player): Promise<void> {
    const { status, timeline } = await this.until(player, (view) => view.status !== 'open');
    this.#stage.tell('(系统)', `事项${caseStatusLabels[status].zh},共 ${timeline.length} 条记录`);
  }
}

/** What is there after a moment; rejects after half a minute. */
export async function soon<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`In half a minute it did not come to it that ${what}.`);
}
