import { setTimeout as sleep } from 'node:timers/promises';
import { procedures } from '../../contracts/procedures/index.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { readCaseMasked } from '../cases/read-case.ts';
import type { Database } from '../database.ts';
import type { Deps } from '../deps.ts';
import { dossierOf } from '../dossier/dossier.ts';
import { dossierHtml } from '../dossier/html.ts';
import { writeArchive } from './case-archive.ts';

/** How many cases one pass archives at most. */
const atMost = 200;
const everyMs = 60_000;

type Archiving = Pick<Deps, 'db' | 'engine' | 'clock' | 'log' | 'config'>;

export interface Pass {
  readonly archived: number;
  readonly failed: number;
}

/**
 * Archives closed cases that have no archive yet, those that wait longest first. Several processes share the work:
 * each case is held by one of them. A case that fails is tried again later, and keeps no other from its turn.
 */
export async function archiveClosed(deps: Archiving): Promise<Pass> {
  const pass = { archived: 0, failed: 0 };
  for (let turn = 0; turn < atMost; turn += 1) {
    const done = await archiveNext(deps);
    if (done === null) break;
    pass[done] += 1;
  }
  return pass;
}

/** Archives in the background, every minute. `stop` ends it after the case at hand. */
export function startArchiving(deps: Archiving): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = loop();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };

  async function loop(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        const { archived, failed } = await archiveClosed(deps);
        if (archived + failed > 0) deps.log.info({ archived, failed }, 'archived closed cases');
      } catch (failure) {
        deps.log.warn({ err: failure }, 'closed cases could not be archived');
      }
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  }
}

interface Due {
  readonly case_no: string;
  readonly workflow_id: string;
  readonly procedure: string;
}

/** Null when nothing is due. The case is held in the database while it is being archived. */
async function archiveNext(deps: Archiving): Promise<keyof Pass | null> {
  const { db, log } = deps;
  let caseNo: string | null = null;
  try {
    return await db.$transaction(
      async (transaction) => {
        const [due] = await transaction.$queryRaw<Due[]>`
          SELECT due.case_no, opening.workflow_id, opening.procedure
          FROM archive_due AS due JOIN opening USING (case_no)
          WHERE due.next_at <= now()
          ORDER BY due.next_at LIMIT 1
          FOR UPDATE OF due SKIP LOCKED`;
        if (due === undefined) return null;
        caseNo = due.case_no;
        await archive(deps, transaction, due);
        await transaction.archiveDue.delete({ where: { caseNo } });
        return 'archived';
      },
      { maxWait: 10_000, timeout: 120_000 },
    );
  } catch (failure) {
    if (caseNo === null) throw failure;
    log.warn({ err: failure, caseNo }, 'a closed case could not be archived');
    await postpone(db, caseNo, failure instanceof Error ? failure.message : String(failure));
    return 'failed';
  }
}

async function archive(
  deps: Archiving,
  transaction: Prisma.TransactionClient,
  { case_no: caseNo, workflow_id: workflowId, procedure }: Due,
): Promise<void> {
  const { engine, clock } = deps;
  const family = procedures[procedure]?.family;
  if (family === undefined) throw new Error(`there is no procedure ${procedure}`);
  const whole = await engine.whole(family, workflowId);
  const history = await engine.history(family, workflowId, whole.picture.runId);
  if (!history.events?.at(-1)?.workflowExecutionCompletedEventAttributes) throw new Error(`the workflow of ${caseNo} has not ended yet`);
  const dossier = dossierHtml(await dossierOf(deps, await readCaseMasked(deps, caseNo), clock()));
  await writeArchive(transaction, { history, whole, dossier, at: clock() });
}

/** Tries again after a minute, then two, four … at most an hour. */
async function postpone(db: Database, caseNo: string, lastError: string): Promise<void> {
  await db.$executeRaw`
    UPDATE archive_due
    SET attempts = attempts + 1, last_error = ${lastError},
      next_at = now() + least(interval '1 hour', interval '1 minute' * power(2, least(attempts, 10)))
    WHERE case_no = ${caseNo}`;
}
