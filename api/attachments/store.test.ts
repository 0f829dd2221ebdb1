import { createHash, createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAttachmentStore } from './store.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

describe('on disk', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'liandong-store-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('what is kept is read again; kept by many at once it is there once, with nothing half written beside it', async () => {
    const store = createAttachmentStore({ attachmentsDir: directory, s3: null });
    const bytes = randomBytes(300_000);
    await Promise.all(Array.from({ length: 8 }, () => store.keep(sha256(bytes), bytes)));
    expect(await store.read(sha256(bytes))).toEqual(bytes);
    expect(await readdir(join(directory, sha256(bytes).slice(0, 2)))).toEqual([sha256(bytes)]);
  });

  test('a directory that is none, or bytes that are not there, throw', async () => {
    await writeFile(join(directory, 'file'), '');
    const store = createAttachmentStore({ attachmentsDir: join(directory, 'file'), s3: null });
    await expect(store.keep(sha256('a'), Buffer.from('a'))).rejects.toThrow();
    await expect(store.read(sha256('nowhere'))).rejects.toThrow();
  });
});

const bucket = 'liandong';
const credential = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'example-secret' };

/** Object storage that takes nothing which is not signed as AWS Signature Version 4 says, and whose bytes are not those signed for. */
class Storage {
  readonly objects = new Map<string, Buffer>();
  readonly refusals: string[] = [];
  failing = 0;
  readonly #server: Server;
  readonly region = 'cn-anhui-1';

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => response.writeHead(status).end(body));
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body?: Buffer | string }> {
    const body = Buffer.concat(await request.toArray());
    const fault = this.#fault(request, body);
    if (fault !== null) {
      this.refusals.push(fault);
      return { status: 403, body: fault };
    }
    if (this.failing > 0) {
      this.failing -= 1;
      return { status: 503 };
    }
    const name = request.url ?? '';
    if (request.method === 'PUT') this.objects.set(name, body);
    const found = this.objects.get(name);
    return found === undefined ? { status: 404 } : { status: 200, body: request.method === 'PUT' ? '' : found };
  }

  /** Why a request is not properly signed; null where it is. */
  #fault({ headers, method, url = '' }: IncomingMessage, body: Buffer): string | null {
    const parts = /^AWS4-HMAC-SHA256 Credential=(\S+?), ?SignedHeaders=(\S+?), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
    const at = String(headers['x-amz-date']);
    const [, named = '', signed = '', signature] = parts ?? [];
    const scope = `${at.slice(0, 8)}/${this.region}/s3/aws4_request`;
    if (named !== `${credential.accessKeyId}/${scope}`) return 'credential';
    const payload = String(headers['x-amz-content-sha256']);
    if (method === 'PUT' && payload !== sha256(body)) return 'payload';
    for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256']) if (!signed.split(';').includes(needed)) return `unsigned ${needed}`;
    const { pathname, search } = new URL(url, 'http://storage');
    const canonical = [method, pathname, search.slice(1), ...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`), '', signed, payload];
    const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical.join('\n'))].join('\n');
    const key = scope.split('/').reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${credential.secretAccessKey}`);
    return hmac(key, toSign).toString('hex') === signature ? null : 'signature';
  }
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

describe('in object storage', () => {
  const storage = new Storage();
  let endpoint: string;
  const store = (changes = {}) =>
    createAttachmentStore({ attachmentsDir: '/nowhere', s3: { endpoint, bucket, region: storage.region, ...credential, ...changes } });
  beforeAll(async () => {
    endpoint = await storage.start();
  });
  afterAll(() => storage.stop());

  test('who does not know the secret is refused, and nothing is there', async () => {
    await expect(store({ secretAccessKey: 'guessed' }).keep(sha256('a'), Buffer.from('a'))).rejects.toThrow(/403/);
    expect(storage.refusals).toEqual(['signature']);
    expect(storage.objects.size).toBe(0);
  });

  test('bytes that do not have the hash that was signed are refused', async () => {
    await expect(store().keep(sha256('a'), Buffer.from('b'))).rejects.toThrow(/403/);
    expect(storage.refusals.at(-1)).toBe('payload');
  });

  test('what is not there throws', async () => {
    await expect(store().read(sha256('nowhere'))).rejects.toThrow(/404/);
  });

  test('what is kept lies in the bucket under its hash, and is read again', async () => {
    const bytes = randomBytes(200_000);
    await store().keep(sha256(bytes), bytes);
    expect([...storage.objects.keys()]).toEqual([`/${bucket}/${sha256(bytes)}`]);
    expect(await store().read(sha256(bytes))).toEqual(bytes);
  });

  test('a storage that fails once is asked again; one that is away throws', async () => {
    storage.failing = 1;
    await store().keep(sha256('again'), Buffer.from('again'));
    expect(storage.objects.has(`/${bucket}/${sha256('again')}`)).toBe(true);
    await expect(store({ endpoint: 'http://127.0.0.1:9' }).keep(sha256('away'), Buffer.from('away'))).rejects.toThrow();
  });
});
