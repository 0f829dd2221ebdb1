import type { Actor, CasePicture, Clock, Entry, EntryKind, Step, Visibility } from '../../contracts/case.ts';
import type { ClockRequest } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import type { RecordBatch, RecordReply, WholeCase } from '../../contracts/record.ts';
import { Recorder } from './recorder.ts';

export const system: Actor = { kind: 'system' };

export interface Note {
  readonly kind: EntryKind;
  readonly actor?: Actor;
  readonly step?: Step;
  readonly clock?: Clock;
  readonly data?: Entry['data'];
  readonly visibility?: Visibility;
  readonly tell?: Entry['tell'];
  readonly key?: string;
}

/** The instant of the present workflow task, ISO 8601. Durable: the same on replay. */
export function now(): string {
  return new Date(Date.now()).toISOString();
}

/**
 * The state of a case, and the only place where it is written down. Plain JSON throughout.
 * A change of a step, a clock or the picture goes with an entry, so that nothing happens unrecorded.
 */
export class Ledger {
  readonly picture: CasePicture;
  readonly entries: Entry[] = [];
  readonly steps: Step[] = [];
  readonly clocks: Clock[] = [];
  readonly names: Record<string, Label> = {};
  readonly #recorder: Recorder;
  #sent = 0;
  #requests: ClockRequest[] = [];

  /** `planned` is called for each clock whose due time came back, `shown` after every record. */
  constructor(picture: CasePicture, listeners: { planned: (clock: Clock) => void; shown: () => void }) {
    this.picture = picture;
    this.#recorder = new Recorder(
      () => this.#batch(),
      (reply) => {
        this.#learn(reply, listeners.planned);
        listeners.shown();
      },
    );
  }

  /** Adds an entry and marks what it is about as changed. Returns its sequence number. */
  add(note: Note): number {
    const seq = this.picture.seq + 1;
    this.picture.seq = seq;
    if (note.step) note.step.seq = seq;
    if (note.clock) note.clock.seq = seq;
    this.entries.push({
      seq,
      at: now(),
      kind: note.kind,
      actor: note.actor ?? system,
      step: note.step?.id ?? note.clock?.step ?? null,
      clock: note.clock?.id ?? null,
      data: note.data ?? {},
      visibility: note.visibility ?? 'internal',
      tell: note.tell ?? [],
      key: note.key ?? null,
    });
    this.#recorder.added(seq);
    return seq;
  }

  /** Asks for the due time of a clock with the next record, on the plan that the clock has by then. */
  ask(request: ClockRequest): void {
    this.#requests.push(request);
  }

  written(seq: number): Promise<void> {
    return this.#recorder.written(seq);
  }

  whole(): WholeCase {
    return {
      picture: this.picture,
      entries: this.entries,
      steps: this.steps,
      clocks: this.clocks,
      written: this.#recorder.upTo,
    };
  }

  name(unit: string): string {
    return this.label(unit).zh;
  }

  label(unit: string): Label {
    return this.names[unit] ?? { zh: unit, en: unit };
  }

  #batch(): RecordBatch {
    const since = this.#sent;
    this.#sent = this.picture.seq;
    const requests = this.#requests.map((request): ClockRequest =>
      request.op === 'start' ? request : { ...request, plan: this.clocks.find(({ id }) => id === request.clock)?.plan ?? null },
    );
    this.#requests = [];
    // A copy: sent again later, it still says what was when it was made, and nothing of what a later batch has to say.
    return copyOf({
      picture: this.picture,
      entries: this.entries.slice(since),
      steps: this.steps.filter((step) => step.seq > since),
      clocks: this.clocks.filter((clock) => clock.seq > since || clock.status === 'running'),
      requests,
      unnamed: this.picture.units.filter((unit) => !(unit in this.names)),
    });
  }

  #learn(reply: RecordReply, planned: (clock: Clock) => void): void {
    Object.assign(this.names, reply.names);
    for (const clock of this.clocks) {
      const plan = reply.plans[clock.id];
      if (!plan) continue;
      clock.plan = plan;
      planned(clock);
    }
  }
}

function copyOf(batch: RecordBatch): RecordBatch {
  return JSON.parse(JSON.stringify(batch)) as RecordBatch;
}
