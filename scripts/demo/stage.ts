import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { CaseView } from '../../contracts/api/cases.ts';
import type { Occasion } from '../../contracts/api/schedules.ts';
import type { Family } from '../../contracts/ids.ts';
import type { ProblemDetails } from '../../contracts/problem.ts';
import { procedures } from '../../contracts/procedures/index.ts';
import { Case, soon, type Named } from './case.ts';

/** Somebody of the example data who has logged in, or somebody outside. */
export interface Player {
  readonly name: string;
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body?: unknown): Promise<Body>;
  /** Uploads a picture; with its SHA-256, by which forms name it. */
  photograph(picture: Uint8Array<ArrayBuffer>): Promise<string>;
}

interface Occasions {
  readonly items: readonly Occasion[];
}

/** Where stories are played: the public API, and the engine only to move its time. */
export class Stage {
  /** Every case that was played, in order. */
  readonly cases: Case[] = [];
  readonly #url: string;
  readonly #password: string;
  readonly #clients: Readonly<Record<Family, Client>>;
  #step = 0;

  constructor(url: string, password: string, clients: Readonly<Record<Family, Client>>) {
    this.#url = url;
    this.#password = password;
    this.#clients = clients;
  }

  /** Prints the title of a story. */
  title(text: string): void {
    this.#step = 0;
    console.log(`\n${text}`);
  }

  /** Prints one line for one step of the story. */
  tell(who: string, what: string): void {
    this.#step += 1;
    console.log(`  ${String(this.#step).padStart(2)}  ${padded(who, 20)} ${what}`);
  }

  /** Logs in as an officer of the example data. */
  async player(userName: string, name: string): Promise<Player> {
    const { token } = await this.#call<{ token: string }>('POST', '/api/v1/sessions', null, { userName, password: this.#password });
    return this.#player(name, token);
  }

  /** Somebody outside, without a log-in. */
  outsider(name: string): Player {
    return this.#player(name, null);
  }

  /** Opens a case and tells it. */
  async open(player: Player, body: { readonly procedure: string; readonly [field: string]: unknown }, what: string): Promise<Case> {
    const opened = await player.post<Named & { receipt: string }>('/api/v1/cases', body);
    this.tell(player.name, `${what},立案 ${opened.caseNo}`);
    return this.#plays(opened, body.procedure, opened.receipt);
  }

  /** A case that was opened by somebody else, such as a resident, a schedule or another case. */
  async meet(player: Player, caseNo: string, receipt = ''): Promise<Case> {
    const view = await player.get<CaseView>(`/api/v1/cases/${encodeURIComponent(caseNo)}`);
    return this.#plays(view, view.procedure.name, receipt);
  }

  /** Lets the hour come at which a schedule opens the case of an occasion, and meets that case. */
  async comesToOccasion(player: Player, schedule: string, { planned, caseOpensAt }: Occasion, what: string): Promise<Case> {
    const opening = Date.parse(caseOpensAt ?? '');
    const [start, end] = [new Date(opening - 60_000), new Date(opening + 60_000)];
    await this.#clients.general.schedule.getHandle(schedule).backfill({ start, end, overlap: 'ALLOW_ALL' });
    const caseNo = await soon(`the schedule opens a case for ${planned}`, async () => {
      const [occasion] = (await player.get<Occasions>(`/api/v1/schedules/${schedule}/occasions?from=${planned}&limit=1`)).items;
      return occasion?.caseNo ?? undefined;
    });
    this.tell('(时间)', `${what},立案 ${caseNo}`);
    return this.meet(player, caseNo);
  }

  #plays(named: Named, procedure: string, receipt: string): Case {
    const family = procedures[procedure]?.family ?? 'general';
    const played = new Case(this, named, receipt, this.#clients[family].workflow.getHandle(named.workflowId));
    this.cases.push(played);
    return played;
  }

  #player(name: string, token: string | null): Player {
    return {
      name,
      get: (path) => this.#call('GET', path, token),
      post: (path, body) => this.#call('POST', path, token, body),
      photograph: async (picture) => (await this.#call<{ sha256: string }>('POST', '/api/v1/attachments', token, picture)).sha256,
    };
  }

  async #call<Body>(method: string, path: string, token: string | null, body?: unknown): Promise<Body> {
    const picture = body instanceof Uint8Array ? body : null;
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': picture === null ? 'application/json' : 'application/octet-stream' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: picture ?? JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const { zh, en, errors = [] } = answer as ProblemDetails;
      throw new Error([`${method} ${path} was refused with ${response.status}: ${zh} ${en}`, ...errors.map((each) => JSON.stringify(each))].join('\n'));
    }
    return answer as Body;
  }
}

/** Fills a text up to so many columns; a Chinese character takes two. */
function padded(text: string, columns: number): string {
  const wide = [...text].filter((character) => /[^\u0000-\u00ff·]/.test(character)).length;
  return text.padEnd(columns - wide, ' ');
}
