import { Worker } from 'node:worker_threads';
import type { Dossier } from './dossier.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * The dossier as PDF. Laid out in a thread of its own, so that no other request waits for it, and one after the other: each
 * takes some 150 MB.
 */
export async function dossierPdf(dossier: Dossier): Promise<Uint8Array> {
  const mine = last.then(() => laidOut(dossier));
  last = mine.catch(() => undefined);
  return mine;
}

function laidOut(dossier: Dossier): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { workerData: dossier, execArgv: ['--disable-warning=ExperimentalWarning'] });
    worker.once('message', (bytes: Uint8Array) => {
      resolve(bytes);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the PDF was not laid out')));
  });
}
