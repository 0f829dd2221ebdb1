import type { Change, LiveEvent } from '../../contracts/api/live.ts';
import { Refusal, send } from '../api/client.ts';

/** Three heartbeats of the server: a line that is silent longer is dead, whatever the network says. */
const silenceMs = 45_000;
/** A page that nobody looks at for so long gives its connection back; it asks anew when it is looked at. */
const hiddenMs = 60_000;
const longestPauseMs = 30_000;
const known: readonly LiveEvent[] = ['ready', 'change', 'resync', 'end'];

export interface Hears {
  onEvent(event: LiveEvent, change: Change | null): void;
  /** Whether the line stands. */
  onLine(up: boolean): void;
}

/** Follows what changes until it is stopped, and connects again by itself. Read by fetch: an EventSource cannot show the token. */
export function follow(hears: Hears): () => void {
  const stopping = new AbortController();
  void keepFollowing(hears, stopping.signal);
  return () => stopping.abort();
}

async function keepFollowing(hears: Hears, stop: AbortSignal): Promise<void> {
  for (let failures = 0; !stop.aborted; failures += 1) {
    await shown(stop);
    let heard = false;
    const failure = await listen(stop, (event, change) => {
      if (event === 'end') return;
      heard = true;
      hears.onLine(true);
      hears.onEvent(event, change);
    }).catch((error: unknown) => error);
    if (stop.aborted || (failure instanceof Refusal && failure.problem.status === 403)) return;
    if (document.hidden) continue; // we let go ourselves
    hears.onLine(false);
    if (heard) failures = 0;
    // Everybody is cut off at once when a server is renewed: they come back one after the other.
    await pause(Math.min(1_000 * 2 ** failures, longestPauseMs) * (0.5 + Math.random()), stop);
  }
}

/** Reads one stream to its end. Throws what `send` throws. */
async function listen(stop: AbortSignal, onEvent: Hears['onEvent']): Promise<void> {
  const cut = new AbortController();
  const end = (): void => cut.abort();
  let hidden: ReturnType<typeof setTimeout> | undefined;
  let silence = setTimeout(end, silenceMs);
  const look = (): void => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(end, hiddenMs);
  };
  stop.addEventListener('abort', end);
  document.addEventListener('visibilitychange', look);
  look();
  try {
    const { body } = await send('GET', '/changes', { signal: cut.signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; reader !== undefined; ) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs);
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) read(block, onEvent);
    }
  } finally {
    clearTimeout(silence);
    clearTimeout(hidden);
    stop.removeEventListener('abort', end);
    document.removeEventListener('visibilitychange', look);
    end();
  }
}

function read(block: string, onEvent: Hears['onEvent']): void {
  const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
  const event = known.find((each) => each === name);
  if (event !== undefined && data !== undefined) onEvent(event, JSON.parse(data) as Change | null);
}

/** Waits until the page is looked at. */
function shown(stop: AbortSignal): Promise<void> {
  return document.hidden ? until(stop, [document, 'visibilitychange']) : Promise.resolve();
}

/** Waits, at most until the network is back. */
function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return Promise.race([new Promise<void>((resolve) => setTimeout(resolve, milliseconds)), until(stop, [window, 'online'])]);
}

function until(stop: AbortSignal, [target, event]: readonly [EventTarget, string]): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(event, () => resolve(), { once: true, signal: stop });
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
