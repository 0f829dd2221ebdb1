import { useSyncExternalStore } from 'react';
import { Unreachable } from '../api/client.ts';
import { session, type Me } from '../session/session.ts';
import { deliver } from './deliver.ts';
import { actsOf, laneOf, wasTried, type Entry, type Input, type Photo, type Setting } from './entry.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { tidy, Vault, type Owner } from './vault.ts';

export interface FieldState {
  /** `none`: nobody has a vault on this phone. `unavailable`: the browser keeps nothing, or not safely. */
  readonly phase: 'opening' | 'none' | 'open' | 'unavailable';
  readonly owner: Owner | null;
  /** Nobody is logged in: the owner goes on entering, but what is kept is not read out. */
  readonly locked: boolean;
  readonly entries: readonly Entry[];
  readonly snapshot: Snapshot | null;
  readonly reachable: boolean;
  readonly sending: boolean;
  readonly refreshing: boolean;
  /** Why the snapshot could not be taken anew; null where it could, or was not tried. */
  readonly failure: unknown;
}

const sendLock = 'liandong-field-send';
/** How often it is tried without anything having happened. */
const sendEvery = 30_000;
const refreshEvery = 5 * 60_000;

const listeners = new Set<() => void>();
let state: FieldState = {
  phase: 'opening',
  owner: null,
  locked: true,
  entries: [],
  snapshot: null,
  reachable: navigator.onLine,
  sending: false,
  refreshing: false,
  failure: null,
};
let vault: Vault | null = null;
let generation = 0;
let writing: Promise<void> = Promise.resolve();
const channel = new BroadcastChannel('liandong-field');

export function useField(): FieldState {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function put(change: Partial<FieldState>): void {
  state = { ...state, ...change };
  for (const each of listeners) each();
}

/** Opens the vault of who is logged in; of who was last, where nobody is. Called again whenever that changes. */
export async function open(present: { readonly userName: string; readonly me: Me } | null): Promise<void> {
  generation += 1;
  const mine = generation;
  try {
    if (!('locks' in navigator) || !('subtle' in crypto)) return put({ phase: 'unavailable' });
    await tidy();
    const next = present === null ? await Vault.last() : await Vault.of({ userName: present.userName, me: present.me });
    const [entries, snapshot] = next === null ? [[], null] : await Promise.all([next.entries(), next.snapshot<Snapshot>()]);
    if (mine !== generation) return;
    vault = next;
    put({ phase: next === null ? 'none' : 'open', owner: next?.owner ?? null, locked: present === null, entries, snapshot, failure: null });
  } catch (failure) {
    if (mine === generation) put({ phase: 'unavailable', failure });
    return;
  }
  if (present !== null) {
    void send();
    void refresh();
  }
}

/** Sends, and looks for news, when there is reason to hope. Returns how to stop. */
export function keepGoing(): () => void {
  const hopeful = (): void => {
    put({ reachable: navigator.onLine });
    void send({ now: true });
    void refresh({ ifOlderThan: 15_000 });
  };
  const offline = (): void => put({ reachable: false });
  const seen = (): void => {
    if (document.visibilityState === 'visible') hopeful();
  };
  const heard = ({ data }: MessageEvent<unknown>): void => {
    void (data === 'wiped' ? open(session()) : reload().then(() => send()));
  };
  const timer = setInterval(() => void send(), sendEvery);
  const news = setInterval(() => void refresh({ ifOlderThan: refreshEvery }), refreshEvery);
  addEventListener('online', hopeful);
  addEventListener('offline', offline);
  document.addEventListener('visibilitychange', seen);
  channel.addEventListener('message', heard);
  return () => {
    clearInterval(timer);
    clearInterval(news);
    removeEventListener('online', hopeful);
    removeEventListener('offline', offline);
    document.removeEventListener('visibilitychange', seen);
    channel.removeEventListener('message', heard);
  };
}

/** What another tab wrote. */
async function reload(): Promise<void> {
  if (vault === null) return;
  const from = vault;
  const entries = await from.entries();
  if (from === vault) put({ entries });
}

function changed(): void {
  channel.postMessage('changed');
}

/** A new entry; it is kept from the first thing that is filled in. */
export function begin(input: Input, title: string): Entry {
  return { id: crypto.randomUUID(), state: 'draft', created: Date.now(), title, input, photos: [], acts: [], problem: null, failures: 0, notBefore: 0, deliveredAt: null };
}

/** Writes a draft, or what is corrected of one that was sent back. One write after the other: the last that was entered is the last that is written. */
export function keep(entry: Entry): Promise<void> {
  const own = vault;
  replace(entry);
  writing = writing.catch(() => undefined).then(async () => void (await own?.keepEntry(entry)));
  return writing;
}

/** As it is at this moment. */
export function entryOf(id: string): Entry | undefined {
  return state.entries.find((each) => each.id === id);
}

function replace(entry: Entry): void {
  const others = state.entries.filter(({ id }) => id !== entry.id);
  put({ entries: [...others, entry].toSorted((one, other) => one.created - other.created) });
}

/** Puts an entry into the queue: from here on it is sent by itself. */
export async function queue(entry: Entry, setting: Omit<Setting, 'photos'>): Promise<void> {
  const created = entry.state === 'refused' ? entry.created : Date.now();
  const acts = actsOf(entry.input, { ...setting, photos: entry.photos }, entry.acts);
  await keep({ ...entry, created, acts, state: 'waiting', problem: null, failures: 0, notBefore: 0 });
  void navigator.storage.persist(); // otherwise a full phone may throw away what was not sent
  changed();
  void send();
}

/** Back to a draft, unless it was sent meanwhile: then it is for the API to answer. */
export async function takeBack(id: string): Promise<Entry | null> {
  return navigator.locks.request(sendLock, async () => {
    const entry = (await vault?.entry(id)) ?? null;
    if (entry === null || entry.state !== 'waiting' || wasTried(entry)) return null;
    const draft: Entry = { ...entry, state: 'draft' };
    await keep(draft);
    changed();
    return draft;
  });
}

/** Only what a person says explicitly is thrown away; what is being sent cannot be. */
export async function discard(id: string): Promise<void> {
  await navigator.locks.request(sendLock, async () => {
    const entry = (await vault?.entry(id)) ?? null;
    if (entry === null || (entry.state !== 'draft' && entry.state !== 'refused' && wasTried(entry))) return;
    await vault?.deleteEntry(id);
    put({ entries: state.entries.filter((each) => each.id !== id) });
  });
  changed();
  void send();
}

/** Takes a photograph in; null where the entry has it already. */
export async function takePhoto(entry: Entry, file: File): Promise<Photo | null> {
  const bytes = await file.arrayBuffer();
  const sha256 = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (entry.photos.some((photo) => photo.sha256 === sha256)) return null;
  const photo: Photo = { id: crypto.randomUUID(), name: file.name, type: file.type, size: file.size, sha256, key: crypto.randomUUID(), uploaded: null };
  await vault?.keepPhoto(photo.id, entry.id, bytes);
  return photo;
}

export async function dropPhoto(id: string): Promise<void> {
  await vault?.deletePhoto(id);
}

/** The picture of a photograph, while it is on the phone. */
export async function pictureOf({ id, type }: Photo): Promise<Blob | null> {
  const bytes = (await vault?.photo(id)) ?? null;
  return bytes === null ? null : new Blob([bytes], { type });
}

/** Sends what waits, in order, one tab at a time. `now`: also what was to rest for a while. */
export async function send({ now = false } = {}): Promise<void> {
  const present = session();
  if (vault === null || present === null || present.expired || present.me.officer !== vault.officer || !navigator.onLine) return;
  const own = vault;
  const sent = await navigator.locks.request(sendLock, { ifAvailable: true }, async (lock) => {
    if (lock === null || !(await own.entries()).some(({ state: each }) => each === 'waiting' || each === 'sending')) return 0;
    put({ sending: true });
    try {
      return await sendAll(own, now);
    } finally {
      put({ sending: false });
      await reload();
      changed();
    }
  });
  if (sent > 0) await refresh();
}

async function sendAll(own: Vault, now: boolean): Promise<number> {
  const held = new Set<string>();
  let sent = 0;
  for (;;) {
    const entries = await own.entries();
    const next = entries.find((entry) => {
      if (entry.state === 'draft' || entry.state === 'delivered' || held.has(laneOf(entry))) return false;
      const ready = entry.state !== 'refused' && (now || entry.notBefore <= Date.now());
      if (!ready) held.add(laneOf(entry));
      return ready;
    });
    if (next === undefined) return sent;
    const outcome = await deliver(own, next, entries, (entry) => own === vault && replace(entry));
    if (outcome === 'delivered') sent += 1;
    else held.add(laneOf(next));
    put({ reachable: outcome === 'stop' && session()?.expired === false ? false : navigator.onLine });
    if (outcome === 'stop') return sent;
  }
}

/** Takes the snapshot anew. What is older stays until everything arrived. */
export async function refresh({ ifOlderThan = 0 } = {}): Promise<void> {
  const present = session();
  const own = vault;
  if (own === null || present === null || present.expired || present.me.officer !== own.officer || present.me.passwordDue || state.refreshing || !navigator.onLine) return;
  if (Date.now() - (state.snapshot?.at ?? 0) < ifOlderThan) return;
  put({ refreshing: true });
  try {
    const snapshot = await takeSnapshot(present.me);
    if (own !== vault) return;
    await own.keepSnapshot(snapshot);
    put({ snapshot, failure: null, reachable: true });
  } catch (failure) {
    put({ failure, reachable: failure instanceof Unreachable ? false : state.reachable });
  } finally {
    put({ refreshing: false });
  }
}

/** How many entries of this officer would be lost by a log-out on this phone. */
export async function unsent(officer: string): Promise<number> {
  const entries = (await (await Vault.kept(officer))?.entries()) ?? [];
  return entries.filter(({ state: each }) => each !== 'delivered').length;
}

/** Everything of this officer on this phone. */
export async function wipe(officer: string): Promise<void> {
  await (await Vault.kept(officer))?.wipe();
  generation += 1;
  vault = null;
  put({ phase: 'none', owner: null, locked: true, entries: [], snapshot: null });
  channel.postMessage('wiped');
}
