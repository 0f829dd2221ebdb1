import type { Attachment } from '../../contracts/api/attachments.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import { json, Refusal, Unreachable, type Acted, type CaseView, type Opened } from '../api/client.ts';
import { renewed, session } from '../session/session.ts';
import { withUploads, type Act, type Entry } from './entry.ts';
import type { Vault } from './vault.ts';
import { words } from './words.ts';

/** What became of an attempt: `stop` where the next one would fare no better. */
export type Outcome = 'delivered' | 'refused' | 'later' | 'stop' | 'gone';

const second = 1_000;
const patience = 60 * second;
/** A photograph over a thin line. */
const uploadPatience = 180 * second;
const longestPause = 300 * second;
/** A step that a round makes is there at once; after so many looks it is not coming. */
const mostLooks = 6;

/** Nobody is logged in who may send this. */
class LogInDue extends Error {}
/** The step that is to be found is not there yet. */
class NotYet extends Error {}

/**
 * Sends an entry: its photographs, then its requests, each under its own key. What is about to be sent and what was answered
 * is written down before going on, so that it can be broken off anywhere: whatever was not answered is sent again as it was.
 */
export async function deliver(vault: Vault, entry: Entry, others: readonly Entry[], told: (entry: Entry) => void): Promise<Outcome> {
  let current = entry;
  const write = async (change: Partial<Entry>): Promise<void> => {
    current = { ...current, ...change };
    if (!(await vault.keepEntry(current, 'there'))) throw new Gone();
    told(current);
  };
  try {
    await write({ state: 'sending' });
    for (const photo of entry.photos) {
      if (photo.uploaded !== null) continue;
      const bytes = await vault.photo(photo.id);
      if (bytes === null) throw new Refusal(localProblem('field.problem.photo'));
      mustBeOwner(vault);
      const { sha256 } = await json<Attachment>('POST', '/attachments', {
        file: new Blob([bytes], { type: photo.type }),
        key: photo.key,
        waits: false,
        signal: AbortSignal.timeout(uploadPatience),
      });
      await write({ photos: current.photos.map((each) => (each.id === photo.id ? { ...each, uploaded: sha256 } : each)) });
    }
    for (const { key } of entry.acts) {
      const replaced = (change: Partial<Act>): readonly Act[] => current.acts.map((each) => (each.key === key ? { ...each, ...change } : each));
      let act = current.acts.find((each) => each.key === key);
      if (act === undefined || act.answer !== null) continue;
      if (act.path === null) {
        const path = await found(vault, act, [current, ...others]);
        await write({ acts: replaced({ path }) });
        act = { ...act, path };
      }
      mustBeOwner(vault);
      const answer = await json<Acted | Opened>('POST', act.path ?? '', {
        body: withUploads(act.body, current.photos),
        key,
        waits: false,
        signal: AbortSignal.timeout(patience),
      });
      await write({ acts: replaced({ answer: 'case' in answer ? answer.case.caseNo : answer.caseNo }) });
    }
    await write({ state: 'delivered', problem: null, failures: 0, deliveredAt: Date.now() });
    for (const { id } of entry.photos) await vault.deletePhoto(id);
    return 'delivered';
  } catch (failure) {
    if (failure instanceof Gone) return 'gone';
    const { outcome, ...change } = judged(failure, current);
    await write(change).catch((lost: unknown) => {
      if (!(lost instanceof Gone)) throw lost;
    });
    return outcome;
  }
}

/** It was discarded, or the owner logged out. */
class Gone extends Error {}

/** What a failure means for the entry: sent back for good, or to be tried again, and when. */
function judged(failure: unknown, { failures }: Entry): Pick<Entry, 'state' | 'failures' | 'notBefore'> & { problem?: ProblemDetails | null; outcome: Outcome } {
  const again = { state: 'waiting', failures: failures + 1 } as const;
  const pause = Math.min(5 * second * 2 ** failures, longestPause);
  if (failure instanceof LogInDue) return { state: 'waiting', failures, notBefore: 0, outcome: 'stop' };
  if (failure instanceof NotYet && failures < mostLooks) return { ...again, notBefore: Date.now() + pause, outcome: 'later' };
  if (failure instanceof NotYet) return { state: 'refused', failures, notBefore: 0, problem: localProblem('field.problem.step'), outcome: 'refused' };
  if (failure instanceof Refusal) {
    const { status, code, facts } = failure.problem;
    if (status === 401 || code === 'password-change-due') {
      const token = session()?.token;
      if (status === 401 && token !== undefined) void renewed(token);
      return { state: 'waiting', failures, notBefore: 0, outcome: 'stop' };
    }
    if (status === 408 || status === 429 || status >= 500) {
      const asked = Number(facts?.['seconds'] ?? 0) * second;
      return { ...again, notBefore: Date.now() + Math.max(pause, asked), outcome: 'later' };
    }
    return { state: 'refused', failures, notBefore: 0, problem: failure.problem, outcome: 'refused' };
  }
  // No answer, or none that can be read: it may have been done. The same key tells the API so.
  if (failure instanceof Unreachable || failure instanceof DOMException) return { ...again, notBefore: Date.now() + pause, outcome: 'stop' };
  throw failure;
}

/** Nobody else's log-in sends it. */
function mustBeOwner(vault: Vault): void {
  const present = session();
  if (present === null || present.expired || present.me.officer !== vault.officer) throw new LogInDue();
}

/** The step that the act before made, unless another request of this phone goes to it. */
async function found(vault: Vault, { find }: Act, entries: readonly Entry[]): Promise<string> {
  if (find === undefined) throw new NotYet();
  mustBeOwner(vault);
  const { caseNo, name, about } = find;
  const { steps } = await json<CaseView>('GET', `/cases/${encodeURIComponent(caseNo)}`, { waits: false, signal: AbortSignal.timeout(patience) });
  const taken = new Set(entries.flatMap(({ acts }) => acts.flatMap(({ path }) => path ?? [])));
  const paths = steps
    .filter((step) => step.name === name && step.about === about && (step.status === 'offered' || step.status === 'accepted'))
    .map(({ id }) => `/cases/${encodeURIComponent(caseNo)}/steps/${id}/complete`);
  const path = paths.find((each) => !taken.has(each));
  if (path === undefined) throw new NotYet();
  return path;
}

/** What the phone itself finds wrong, told as the API tells it. */
function localProblem(word: 'field.problem.photo' | 'field.problem.step'): ProblemDetails {
  const [zh, en] = [words.zh[word], words.en[word]];
  return { type: 'about:blank', code: 'kept-on-the-phone', title: zh, status: 409, detail: '', zh, en, instance: '', requestId: '' };
}
