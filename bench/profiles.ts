import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const profile = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }) })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});

interface Share {
  readonly what: string;
  readonly seconds: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Prints where the processor time of a process went: by package or file, and by function; the dearest first. */
export async function printProfile(what: string, dir: string): Promise<void> {
  const { places, functions } = await readProfiles(dir);
  for (const [by, shares] of [['place', places.slice(0, 25)], ['function', functions.slice(0, 50)]] as const) {
    console.log(`\nProcessor time of ${what} by ${by}, seconds`);
    for (const share of shares) console.log(`  ${share.seconds.toFixed(2).padStart(7)}  ${share.what}`);
  }
}

async function readProfiles(dir: string): Promise<{ places: Share[]; functions: Share[] }> {
  const places = new Map<string, number>();
  const functions = new Map<string, number>();
  for (const file of await readdir(dir)) {
    const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(await readFile(join(dir, file), 'utf8')));
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    for (const [index, sample] of samples.entries()) {
      const frame = frames.get(sample);
      if (frame === undefined || frame.functionName === '(idle)') continue;
      const seconds = (timeDeltas[index] ?? 0) / 1e6;
      const place = placeOf(frame.url) || frame.functionName;
      const name = `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}`;
      places.set(place, (places.get(place) ?? 0) + seconds);
      functions.set(name, (functions.get(name) ?? 0) + seconds);
    }
  }
  return { places: dearest(places), functions: dearest(functions) };
}

/** The package a file belongs to, or the file itself where it is ours. */
function placeOf(url: string): string {
  const path = url.replace(/^file:\/\//, '');
  const inside = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return inside ?? path.replace(root, '');
}

function dearest(seconds: ReadonlyMap<string, number>): Share[] {
  return [...seconds].map(([what, each]) => ({ what, seconds: each })).toSorted((a, b) => b.seconds - a.seconds);
}
