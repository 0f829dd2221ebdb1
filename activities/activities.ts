import type { Accusation, AccusationTaken } from '../contracts/accusation.ts';
import type { OccasionRequest, RelatedOpened, RelatedRequest, Scheduled, WorkRequest, WorkedOut } from '../contracts/occasion.ts';
import type { OpenedPart, PartsRequest } from '../contracts/parts.ts';
import type { RecordBatch, RecordReply } from '../contracts/record.ts';
import type { InternalApi } from './internal-api.ts';

/** What workflows ask of the world. */
export interface Activities {
  /** Writes entries, steps, clocks and the picture of a case in one go. Twice is once; late never overwrites. */
  record(batch: RecordBatch): Promise<RecordReply>;
  /** Opens the case of a scheduled occasion, under a number of its own, or says why it does not take place. */
  openScheduled(request: OccasionRequest): Promise<Scheduled>;
  /** Numbers parts of a case that are to be cases of their own. Twice is once. */
  openParts(request: PartsRequest): Promise<OpenedPart[]>;
  /** Opens the case that a completed step opens, as a part of its case. Twice is once. */
  openRelated(request: RelatedRequest): Promise<RelatedOpened>;
  /** Works out from all cases what the procedure of a case asks for. */
  workOut(request: WorkRequest): Promise<WorkedOut>;
  /** 检举控告: opens a case at the commission that is responsible, and tells nothing of it. Twice is once. */
  reportToDiscipline(request: Accusation): Promise<AccusationTaken>;
}

export function createActivities(api: InternalApi): Activities {
  return {
    record: (batch) => api.post('/internal/records', batch),
    openScheduled: (request) => api.post('/internal/openings', request),
    openParts: (request) => api.post('/internal/parts', request),
    openRelated: (request) => api.post('/internal/related-openings', request),
    workOut: (request) => api.post('/internal/work-outs', request),
    reportToDiscipline: (request) => api.post('/internal/accusations', request),
  };
}
