import type { Scheduled, OccasionRequest } from '../contracts/occasion.ts';
import type { RecordBatch, RecordReply } from '../contracts/record.ts';
import type { InternalApi } from './internal-api.ts';

/** What workflows ask of the world. */
export interface Activities {
  /** Writes entries, steps, clocks and the picture of a case in one go. Twice is once; late never overwrites. */
  record(batch: RecordBatch): Promise<RecordReply>;
  /** Opens the case of a scheduled occasion, under a number of its own, or says why it does not take place. */
  openScheduled(request: OccasionRequest): Promise<Scheduled>;
}

export function createActivities(api: InternalApi): Activities {
  return {
    record: (batch) => api.post('/internal/records', batch),
    openScheduled: (request) => api.post('/internal/openings', request),
  };
}
