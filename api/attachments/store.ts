import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { Config } from '../config.ts';

/** Where the bytes of attachments lie, each under its SHA-256. Both throw when the store cannot be reached, or holds no such bytes. */
export interface AttachmentStore {
  /** Returns when the bytes would outlast a power failure. Twice is once. */
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
  read(sha256: string): Promise<Buffer>;
}

/** Object storage where its address is set, else a directory. */
export function createAttachmentStore({ attachmentsDir, s3 }: Pick<Config, 'attachmentsDir' | 's3'>): AttachmentStore {
  return s3 === null ? onDisk(attachmentsDir) : inObjectStorage(s3);
}

/** Files below a directory, one folder for each first byte of the hash. A name stands only when all its bytes do. */
function onDisk(directory: string): AttachmentStore {
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);
  return {
    async keep(sha256, bytes) {
      const path = pathOf(sha256);
      const folder = dirname(path);
      const part = `${path}.${randomUUID()}.part`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await writeThrough(part, bytes);
        await rename(part, path);
      } catch (failure) {
        await rm(part, { force: true });
        throw failure;
      }
      for (const each of [folder, directory]) await syncFolder(each);
    },
    read: (sha256) => readFile(pathOf(sha256)),
  };
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name lasts when its folder is on the disk as well. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** An S3-compatible store, addressed by path as all of them understand. The hash is signed: the store refuses other bytes. */
function inObjectStorage({ endpoint, bucket, region, accessKeyId, secretAccessKey }: NonNullable<Config['s3']>): AttachmentStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  const addressOf = (sha256: string): string => `${endpoint.replace(/\/$/, '')}/${bucket}/${sha256}`;
  const patience = (): AbortSignal => AbortSignal.timeout(20_000);
  return {
    async keep(sha256, bytes) {
      const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' };
      const answer = await client.fetch(addressOf(sha256), { method: 'PUT', headers, body: new Uint8Array(bytes), signal: patience() });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The object storage answered ${answer.status} to a PUT.`);
    },
    async read(sha256) {
      const answer = await client.fetch(addressOf(sha256), { signal: patience() });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok) throw new Error(`The object storage answered ${answer.status} to a GET.`);
      return bytes;
    },
  };
}
