import type { Logger } from 'pino';
import { createAttachmentStore, type AttachmentStore } from './attachments/store.ts';
import type { CredentialCache } from './accounts/credential-cache.ts';
import { credentialCache } from './accounts/credential-cache.ts';
import { createClockService, type ClockService } from './clocks/service.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine/engine.ts';
import { createChanges, type Changes } from './live/changes.ts';
import { RateLimit } from './http/rate-limit.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { createOutbox, type Outbox } from './notifications/outbox.ts';

/** What the API stands on. */
export interface Outside {
  readonly db: Database;
  readonly engine: Engine;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly config: Config;
}

/** What every endpoint is handed. Both listeners of a process share one. */
export interface Deps extends Outside {
  readonly metrics: Metrics;
  readonly credentials: CredentialCache;
  readonly clocks: ClockService;
  readonly outbox: Outbox;
  readonly changes: Changes;
  readonly attachments: AttachmentStore;
  /** What people without an account may do so often from one address. */
  readonly limits: Readonly<Record<'complaints' | 'reports' | 'photos' | 'appointments' | 'wrongReceipts', RateLimit>>;
}

const tenMinutes = 600;

export function assembleDeps(outside: Outside): Deps {
  const metrics = createMetrics();
  return {
    ...outside,
    metrics,
    credentials: credentialCache(),
    clocks: createClockService({ db: outside.db }),
    outbox: createOutbox(),
    changes: createChanges({ ...outside, metrics }),
    attachments: createAttachmentStore(outside.config),
    limits: {
      complaints: new RateLimit({ times: 20, seconds: tenMinutes, clock: outside.clock }),
      reports: new RateLimit({ times: 20, seconds: tenMinutes, clock: outside.clock }),
      photos: new RateLimit({ times: 30, seconds: tenMinutes, clock: outside.clock }),
      appointments: new RateLimit({ times: 10, seconds: tenMinutes, clock: outside.clock }),
      wrongReceipts: new RateLimit({ times: 10, seconds: tenMinutes, clock: outside.clock }),
    },
  };
}
