import { Readable } from 'node:stream';
import { Gauge } from 'prom-client';
import { heartbeatSeconds, namedAtMost, type Change, type LiveEvent } from '../../contracts/api/live.ts';
import type { Case } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { stillSignedIn } from '../accounts/authenticate.ts';
import { looksDown } from '../cases/find-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import { caseTest } from '../policy/case-filter.ts';
import { noticeChannel, readNotice, type Notice } from '../record/notice.ts';
import { unitsBelow, unitsBelowEach } from '../registry/units-below.ts';
import { startListener, type Listener } from './listener.ts';

/** What is recorded within so short a time is told in one event. */
const gatherMs = 300;
/** Beyond so many cases at once everybody asks anew: it costs less than to find out who may see what. */
const mostAtOnce = 500;
/** As for every request: what somebody may do is at most so old when something is told on the strength of it. */
const trustMs = 2_000;
/** Open pages of one log-in. */
const streamsOfSession = 8;
/** Bytes that wait for a reader who takes none: he is let go, and asks anew when he comes back. */
const roomOfReader = 64 * 1024;

export interface Changes {
  /** What changes from now on, for one reader, as text/event-stream. Throws `too-many-requests`. */
  open(actor: Actor): Promise<Readable>;
  /** Lets those go whose session has ended, and learns what has become of the others' roles and units. */
  review(): Promise<void>;
  /** Ends all streams, so that their connections can be closed. */
  stop(): Promise<void>;
}

interface Reader {
  readonly out: Readable;
  readonly actor: Actor;
  readonly below: readonly string[];
  readonly mayRead: (row: Case) => boolean;
}

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'log' | 'metrics'>;

/**
 * Tells readers of this process what was recorded, by whichever process. For a burst it asks the database once for the
 * cases and once for the notifications, however many readers there are; who may see a case is decided at hand.
 */
export function createChanges(deps: Needs): Changes {
  const { db, clock, config, log, metrics } = deps;
  const readers = new Map<Readable, Reader>();
  const gathered = new Map<string, Notice>();
  let listener: Listener | undefined;
  let telling: Promise<void> | undefined;
  let reviewedAt = 0;
  let stopped = false;
  let pulse: NodeJS.Timeout | undefined;

  new Gauge({
    name: 'liandong_change_streams',
    help: 'Pages that are told of changes by this process',
    registers: [metrics.registry],
    collect() {
      this.set(readers.size);
    },
  });
  new Gauge({
    name: 'liandong_change_listener_up',
    help: '1 while this process hears what others record; 0 also while nobody is there to be told',
    registers: [metrics.registry],
    collect() {
      this.set(listener?.listening === true ? 1 : 0);
    },
  });

  return { open, review, stop };

  async function open(actor: Actor): Promise<Readable> {
    if (stopped) throw new Problem('too-many-requests', { seconds: 5 });
    const below = looksDown(actor) ? await unitsBelow(db, actor.unit) : [];
    const own = [...readers.values()].filter((each) => each.actor.credential === actor.credential);
    if (own.length >= streamsOfSession) throw new Problem('too-many-requests', { seconds: heartbeatSeconds * 2 });
    const out = new Readable({
      read: () => undefined,
      destroy(_, done) {
        readers.delete(out);
        done(null);
      },
    });
    readers.set(out, readerOf(out, actor, below));
    out.push(': 联动\n\n');
    listener ??= startListener({ url: config.databaseUrl, channel: noticeChannel, log, onNotice: gather, onListening: () => sendAll('resync') });
    if (listener.listening) send(out, 'ready');
    pulse ??= setInterval(beat, heartbeatSeconds * 1_000).unref();
    return out;
  }

  function gather(payload: string): void {
    const heard = readNotice(payload);
    if (heard === undefined || readers.size === 0) return;
    const known = gathered.get(heard.caseNo);
    gathered.set(heard.caseNo, known === undefined ? heard : joined(known, heard));
    telling ??= new Promise<void>((resolve) => setTimeout(resolve, gatherMs).unref())
      .then(tell)
      .catch((error: unknown) => {
        log.warn({ err: error }, 'changes could not be told one by one');
        sendAll('resync');
      })
      .finally(() => {
        telling = undefined;
      });
  }

  async function tell(): Promise<void> {
    while (gathered.size > 0 && !stopped) {
      const notices = [...gathered.values()];
      gathered.clear();
      if (notices.length > mostAtOnce) {
        sendAll('resync');
        continue;
      }
      if (clock().getTime() - reviewedAt >= trustMs) await review();
      const officers = [...new Set([...readers.values()].map(({ actor }) => actor.officer))];
      const [rows, notified] = await Promise.all([
        db.case.findMany({ where: { caseNo: { in: notices.map(({ caseNo }) => caseNo) } } }),
        db.notification.findMany({
          where: {
            channel: 'inApp',
            recipient: { in: officers },
            OR: notices.map(({ caseNo, from, to }) => ({ caseNo, seq: { gte: from, lte: to } })),
          },
          select: { caseNo: true, recipient: true },
        }),
      ]);
      const told = new Set(notified.map(({ caseNo, recipient }) => `${caseNo} ${recipient}`));
      const desks = new Map(notices.map(({ caseNo, desks: units }) => [caseNo, units]));
      for (const reader of [...readers.values()]) {
        const seen = rows.filter(reader.mayRead);
        if (seen.length > 0) send(reader.out, 'change', changeFor(reader.actor, seen, desks, told));
      }
      await new Promise<void>((resolve) => setTimeout(resolve, gatherMs).unref());
    }
  }

  async function review(): Promise<void> {
    reviewedAt = clock().getTime();
    const present = [...readers.values()];
    if (present.length === 0) return;
    const actors = await stillSignedIn([...new Set(present.map(({ actor }) => actor.credential))], deps);
    const below = await unitsBelowEach(db, [...new Set([...actors.values()].filter(looksDown).map(({ unit }) => unit))]);
    for (const reader of present) {
      const actor = actors.get(reader.actor.credential);
      if (!readers.has(reader.out)) continue;
      if (actor === undefined || actor.passwordDue) {
        leave(reader.out);
        continue;
      }
      const under = looksDown(actor) ? (below.get(actor.unit) ?? []) : [];
      if (!sameRights(reader, actor, under)) readers.set(reader.out, readerOf(reader.out, actor, under));
    }
  }

  function beat(): void {
    for (const { out } of readers.values()) write(out, ': \n\n');
    void review().catch((error: unknown) => log.warn({ err: error }, 'sessions of open pages could not be reviewed'));
  }

  async function stop(): Promise<void> {
    stopped = true;
    clearInterval(pulse);
    const leaving = [...readers.keys()];
    const gone = leaving.map((out) => new Promise<void>((resolve) => out.once('close', () => resolve())));
    for (const out of leaving) leave(out);
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref());
    await Promise.race([Promise.all(gone), tooLong]);
    for (const out of leaving) out.destroy();
    await Promise.all([listener?.stop(), telling]);
  }

  function sendAll(event: LiveEvent): void {
    for (const { out } of [...readers.values()]) send(out, event);
  }
}

function readerOf(out: Readable, actor: Actor, below: readonly string[]): Reader {
  return { out, actor, below, mayRead: caseTest(actor, below) };
}

function sameRights({ actor: before, below }: Reader, actor: Actor, under: readonly string[]): boolean {
  const rights = (who: Actor, units: readonly string[]) => JSON.stringify([who.roles, who.unit, who.region, who.discipline, units]);
  return rights(before, below) === rights(actor, under);
}

/** Two notices of one case as one. */
function joined(one: Notice, other: Notice): Notice {
  const desks = one.desks === null || other.desks === null ? null : [...new Set([...one.desks, ...other.desks])];
  return { caseNo: one.caseNo, from: Math.min(one.from, other.from), to: Math.max(one.to, other.to), desks };
}

function changeFor(
  { unit, officer }: Actor,
  seen: readonly Case[],
  desks: ReadonlyMap<string, readonly string[] | null>,
  told: ReadonlySet<string>,
): Change {
  // To name a confidential case is to let it be read, which leaves a trace: whoever asks anew leaves one.
  const open = seen.filter(({ confidential }) => !confidential);
  const named = open.slice(0, namedAtMost);
  return {
    cases: named.map(({ caseNo, workflowId, seq }) => ({ caseNo, workflowId, seq })),
    others: named.length < seen.length,
    desk: seen.some(({ caseNo, units }) => (desks.get(caseNo) ?? units).includes(unit)),
    inbox: seen.some(({ caseNo }) => told.has(`${caseNo} ${officer}`)),
  };
}

function send(out: Readable, event: LiveEvent, data: Change | null = null): void {
  write(out, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function write(out: Readable, text: string): void {
  if (out.destroyed || out.readableEnded) return;
  out.push(text);
  if (out.readableLength > roomOfReader) out.destroy();
}

function leave(out: Readable): void {
  if (out.destroyed) return;
  send(out, 'end');
  out.push(null);
}
