import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

const { History: message } = proto.temporal.api.history.v1;
const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A history as the engine's own message `temporal.api.history.v1.History`, gzip. Every SDK and `protoc --decode` can read it. */
export async function packHistory(history: History): Promise<Buffer> {
  return compress(message.encode(history).finish(), { level: 9 });
}

/** The history as it replays. */
export async function unpackHistory(packed: Uint8Array): Promise<History> {
  return message.decode(await decompress(packed));
}
