import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Me } from '../session/session.ts';
import type { Entry } from './entry.ts';

/** AES-GCM: what it seals can neither be read nor changed without the key of its owner. */
interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Whose vault it is, as the last log-in on this phone said. */
export interface Owner {
  readonly userName: string;
  readonly me: Me;
}

interface Rows extends DBSchema {
  people: { key: string; value: { officer: string; key: CryptoKey; owner: Sealed; seenAt: number } };
  snapshots: { key: string; value: { officer: string; at: number; sealed: Sealed } };
  entries: { key: string; value: { id: string; officer: string; state: Entry['state']; changed: number; sealed: Sealed }; indexes: { officer: string } };
  photos: { key: string; value: { id: string; officer: string; entry: string; sealed: Sealed }; indexes: { entry: string; officer: string } };
}

const hour = 3_600_000;
/** 已送达 stays readable for a day. */
const deliveredFor = 24 * hour;
/** Names of households that were not fetched anew for so long are deleted; a long weekend without a network is bridged. */
const snapshotFor = 72 * hour;

let opened: Promise<IDBPDatabase<Rows>> | null = null;

function database(): Promise<IDBPDatabase<Rows>> {
  opened ??= openDB<Rows>('liandong-field', 1, {
    upgrade(db) {
      db.createObjectStore('people', { keyPath: 'officer' });
      db.createObjectStore('snapshots', { keyPath: 'officer' });
      db.createObjectStore('entries', { keyPath: 'id' }).createIndex('officer', 'officer');
      const photos = db.createObjectStore('photos', { keyPath: 'id' });
      photos.createIndex('entry', 'entry');
      photos.createIndex('officer', 'officer');
    },
    terminated: () => (opened = null),
  });
  return opened;
}

/**
 * What one officer keeps on this phone, sealed with a key of his own that no script can export. Deleting the key at log-out
 * makes the rest unreadable, even where the disk still holds it.
 */
export class Vault {
  readonly owner: Owner;
  readonly #key: CryptoKey;

  private constructor(owner: Owner, key: CryptoKey) {
    this.owner = owner;
    this.#key = key;
  }

  /** Of who is logged in; made where there is none yet. */
  static async of(owner: Owner): Promise<Vault> {
    const { officer } = owner.me;
    const db = await database();
    const present = (await db.get('people', officer))?.key;
    const key = present ?? (await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
    const sealed = await seal(key, `people/${officer}`, encoded(owner));
    const transaction = db.transaction('people', 'readwrite');
    const overtaken = present === undefined && (await transaction.store.getKey(officer)) !== undefined;
    if (!overtaken) await transaction.store.put({ officer, key, owner: sealed, seenAt: Date.now() });
    await transaction.done;
    return overtaken ? Vault.of(owner) : new Vault(owner, key); // another tab was first: its key is the one
  }

  /** Of who was logged in last and did not log out. */
  static async last(): Promise<Vault | null> {
    const people = await (await database()).getAll('people');
    const person = people.toSorted((one, other) => other.seenAt - one.seenAt)[0];
    return person === undefined ? null : Vault.#opened(person);
  }

  /** Of this officer, where he has one here. */
  static async kept(officer: string): Promise<Vault | null> {
    const person = await (await database()).get('people', officer);
    return person === undefined ? null : Vault.#opened(person);
  }

  static async #opened(person: Rows['people']['value']): Promise<Vault> {
    return new Vault(decoded<Owner>(await unseal(person.key, `people/${person.officer}`, person.owner)), person.key);
  }

  get officer(): string {
    return this.owner.me.officer;
  }

  async snapshot<Snapshot>(): Promise<Snapshot | null> {
    const row = await (await database()).get('snapshots', this.officer);
    return row === undefined ? null : decoded<Snapshot>(await unseal(this.#key, `snapshots/${this.officer}`, row.sealed));
  }

  async keepSnapshot(snapshot: unknown): Promise<void> {
    const sealed = await seal(this.#key, `snapshots/${this.officer}`, encoded(snapshot));
    await (await database()).put('snapshots', { officer: this.officer, at: Date.now(), sealed });
  }

  /** In the order in which they were made. */
  async entries(): Promise<Entry[]> {
    const rows = await (await database()).getAllFromIndex('entries', 'officer', this.officer);
    const entries = await Promise.all(rows.map(({ id, sealed }) => this.#entry(id, sealed)));
    return entries.toSorted((one, other) => one.created - other.created);
  }

  async entry(id: string): Promise<Entry | null> {
    const row = await (await database()).get('entries', id);
    return row === undefined || row.officer !== this.officer ? null : this.#entry(id, row.sealed);
  }

  async #entry(id: string, sealed: Sealed): Promise<Entry> {
    return decoded<Entry>(await unseal(this.#key, `entries/${id}`, sealed));
  }

  /** `onlyIf`: writes only while the entry is still there, so that what was discarded meanwhile stays so. */
  async keepEntry(entry: Entry, onlyIf: 'there' | 'anyhow' = 'anyhow'): Promise<boolean> {
    const sealed = await seal(this.#key, `entries/${entry.id}`, encoded(entry));
    const transaction = (await database()).transaction('entries', 'readwrite', { durability: 'strict' });
    const write = onlyIf === 'anyhow' || (await transaction.store.getKey(entry.id)) !== undefined;
    if (write) await transaction.store.put({ id: entry.id, officer: this.officer, state: entry.state, changed: Date.now(), sealed });
    await transaction.done;
    return write;
  }

  async deleteEntry(id: string): Promise<void> {
    const db = await database();
    const transaction = db.transaction(['entries', 'photos'], 'readwrite');
    await transaction.objectStore('entries').delete(id);
    for (const photo of await transaction.objectStore('photos').index('entry').getAllKeys(id)) await transaction.objectStore('photos').delete(photo);
    await transaction.done;
  }

  async keepPhoto(id: string, entry: string, bytes: ArrayBuffer): Promise<void> {
    const sealed = await seal(this.#key, `photos/${id}`, bytes);
    const transaction = (await database()).transaction('photos', 'readwrite', { durability: 'strict' });
    await transaction.store.put({ id, officer: this.officer, entry, sealed });
    await transaction.done;
  }

  /** The bytes of a photograph; null where the browser lost them. */
  async photo(id: string): Promise<ArrayBuffer | null> {
    const row = await (await database()).get('photos', id);
    return row === undefined || row.officer !== this.officer ? null : unseal(this.#key, `photos/${id}`, row.sealed);
  }

  async deletePhoto(id: string): Promise<void> {
    await (await database()).delete('photos', id);
  }

  /** Log-out: the key first, then everything it sealed. What others keep here is not touched. */
  async wipe(): Promise<void> {
    const transaction = (await database()).transaction(['people', 'snapshots', 'entries', 'photos'], 'readwrite');
    await transaction.objectStore('people').delete(this.officer);
    await transaction.objectStore('snapshots').delete(this.officer);
    for (const name of ['entries', 'photos'] as const) {
      const store = transaction.objectStore(name);
      for (const key of await store.index('officer').getAllKeys(this.officer)) await store.delete(key);
    }
    await transaction.done;
  }
}

/** Deletes what has been here for too long, of everybody. What waits to be sent stays. */
export async function tidy(): Promise<void> {
  const transaction = (await database()).transaction(['snapshots', 'entries'], 'readwrite');
  for (const { officer, at } of await transaction.objectStore('snapshots').getAll()) {
    if (Date.now() - at > snapshotFor) await transaction.objectStore('snapshots').delete(officer);
  }
  for (const { id, state, changed } of await transaction.objectStore('entries').getAll()) {
    if (state === 'delivered' && Date.now() - changed > deliveredFor) await transaction.objectStore('entries').delete(id);
  }
  await transaction.done;
}

/** `place` goes into the seal: a row that was moved under another name does not open. */
async function seal(key: CryptoKey, place: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }, key, bytes) };
}

function unseal(key: CryptoKey, place: string, { iv, data }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }, key, data);
}

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function decoded<Value>(bytes: ArrayBuffer): Value {
  return JSON.parse(new TextDecoder().decode(bytes)) as Value;
}
