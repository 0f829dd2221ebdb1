import type { Deps } from '../../api/deps.ts';
import { writeRecord } from '../../api/record/write-record.ts';
import { noFacts, type Actor, type CasePicture, type Entry } from '../../contracts/case.ts';
import { procedures } from '../../contracts/procedures/index.ts';

type Teller = Pick<Deps, 'db' | 'outbox'>;
type Telling = Pick<Entry, 'tell'> & Partial<Pick<Entry, 'kind' | 'step'>> & { readonly actor?: Actor };

/** A case in the tables alone, without a workflow: what it tells is recorded as a workflow would have it recorded. */
export interface RecordedCase {
  readonly caseNo: string;
  /** Records one entry for each; all in one record. */
  tell(...entries: readonly Telling[]): Promise<void>;
  /** Changes what the next record says of the case. */
  change(picture: Partial<CasePicture>): void;
}

const at = '2026-11-20T01:00:00.000Z';

/** Opens such a case; `title` is what may name people. */
export async function recordedCase(
  { db, outbox }: Teller,
  given: { readonly procedure: 'assistedFiling' | 'jointInspection'; readonly number: number } & Partial<CasePicture>,
  title = '王大明的营业执照',
): Promise<RecordedCase> {
  const { number, ...changes } = given;
  const procedure = procedures[given.procedure];
  if (procedure === undefined) throw new Error(`no procedure ${given.procedure}`);
  const caseNo = `池${procedure.mark}〔2026〕${String(number).padStart(6, '0')}号`;
  const workflowId = `${procedure.name}-341702-2026-${String(number).padStart(6, '0')}`;
  await db.opening.create({
    data: { key: workflowId, caseNo, workflowId, procedure: procedure.name, title, source: 'counter', body: {}, hash: '', start: {}, at },
  });
  let picture: CasePicture = {
    caseNo,
    workflowId,
    runId: 'run',
    family: procedure.family,
    region: '341702',
    coordinator: 'coordinator',
    leadUnit: 'coordinator',
    confidential: procedure.confidential,
    stage: Object.keys(procedure.stages)[0] ?? '',
    status: 'open',
    outcome: null,
    openedAt: at,
    closedAt: null,
    units: [],
    access: [],
    recused: [],
    subjectUnit: null,
    supervisedBy: [],
    waits: [],
    ...noFacts,
    seq: 0,
    ...changes,
  };
  return {
    caseNo,
    async tell(...tellings) {
      const entries = tellings.map(
        ({ tell, kind = 'stepOffered', step = null, actor = { kind: 'system' as const } }, index): Entry => ({
          seq: picture.seq + index + 1,
          at,
          kind,
          actor,
          step,
          clock: null,
          data: {},
          visibility: 'internal',
          tell,
          key: null,
        }),
      );
      picture = { ...picture, seq: picture.seq + entries.length };
      await writeRecord({ db, outbox }, async () => ({}), { picture, entries, steps: [], clocks: [], requests: [], unnamed: [] });
    },
    change(changed) {
      picture = { ...picture, ...changed };
    },
  };
}
