import type { QueryClient, QueryFilters } from '@tanstack/react-query';
import type { Change } from '../../contracts/api/live.ts';

/** What is shown is asked for anew at most so often, however much happens: one's own work, and long lists of everybody's. */
const ownPaceMs = 1_000;
const listPaceMs = 5_000;

export interface Freshener {
  /** Asks anew for what a change concerns. What nobody looks at is only noted as old. */
  change(change: Change): void;
  /** Asks anew for everything that changes by itself: something may have been missed. */
  all(): void;
  stop(): void;
}

export function freshener(client: QueryClient): Freshener {
  const own = lane(client, ownPaceMs);
  const lists = lane(client, listPaceMs);
  return {
    change({ cases, others, desk, inbox }) {
      if (desk) own.add('desk', { queryKey: ['desk'] });
      if (inbox) {
        own.add('inbox', { queryKey: ['inbox'] });
        own.add('unread', { queryKey: ['unread'] });
      }
      if (others) own.add('case', { queryKey: ['case'] });
      for (const { caseNo, workflowId } of cases) {
        own.add(caseNo, { predicate: ({ queryKey: [kind, ref] }) => kind === 'case' && (ref === caseNo || ref === workflowId) });
      }
      lists.add('cases', { queryKey: ['cases'] });
    },
    all() {
      for (const kind of ['desk', 'inbox', 'unread', 'case']) own.add(kind, { queryKey: [kind] });
      lists.add('cases', { queryKey: ['cases'] });
    },
    stop() {
      own.stop();
      lists.stop();
    },
  };
}

/** Takes what comes meanwhile together, and asks again only when it has been answered. */
function lane(client: QueryClient, paceMs: number) {
  const waiting = new Map<string, QueryFilters>();
  let running = false;
  let stopped = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.size > 0 && !stopped) {
      const stale = [...waiting.values()];
      waiting.clear();
      await Promise.all(stale.map((filters) => client.invalidateQueries(filters)));
      await new Promise((resolve) => setTimeout(resolve, paceMs));
    }
    running = false;
  }

  return {
    add(name: string, filters: QueryFilters): void {
      waiting.set(name, filters);
      if (!running) void run();
    },
    stop(): void {
      stopped = true;
    },
  };
}
