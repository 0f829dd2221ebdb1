import { Gauge } from 'prom-client';
import type { Deps } from '../deps.ts';

const dayInSeconds = 86_400;

interface Backlog {
  readonly waiting: number;
  /** How long the oldest has waited, in seconds. */
  readonly oldest: number;
}

/** Closed cases that are not archived yet. */
export async function archiveBacklog({ db }: Pick<Deps, 'db'>): Promise<Backlog> {
  const [row] = await db.$queryRaw<Backlog[]>`
    SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(since)), 0)::float8 AS oldest FROM archive_due`;
  return row ?? { waiting: 0, oldest: 0 };
}

/** Whether a closed case has waited for its archive for more than a day. The engine forgets it when its retention ends. */
export async function archiveIsLate(deps: Pick<Deps, 'db'>): Promise<boolean> {
  return (await archiveBacklog(deps)).oldest > dayInSeconds;
}

/** Shows the backlog among the metrics. It is looked up when they are read; NaN while the database is away. */
export function measureArchive({ db, metrics }: Pick<Deps, 'db' | 'metrics'>): void {
  gauge('liandong_archive_waiting', 'Closed cases that are not archived yet', ({ waiting }) => waiting);
  gauge(
    'liandong_archive_oldest_seconds',
    'How long the closed case that waits longest has not been archived; more than a day asks for attention',
    ({ oldest }) => oldest,
  );

  function gauge(name: string, help: string, read: (backlog: Backlog) => number): void {
    const shown: Gauge = new Gauge({
      name,
      help,
      registers: [metrics.registry],
      async collect() {
        shown.set(await archiveBacklog({ db }).then(read, () => Number.NaN));
      },
    });
  }
}
