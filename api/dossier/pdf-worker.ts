import { parentPort, workerData } from 'node:worker_threads';
import type { Dossier } from './dossier.ts';
import { layOut } from './pdf-page.ts';

parentPort?.postMessage(await layOut(workerData as Dossier));
