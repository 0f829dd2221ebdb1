import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { ProblemDetails } from '../../contracts/problem.ts';
import { advance, type Duration } from '../infra/advance.ts';

/** Somebody of the example data who has logged in. */
export interface Player {
  readonly name: string;
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: unknown): Promise<Body>;
}

export interface Opened {
  readonly caseNo: string;
  readonly workflowId: string;
  readonly receipt: string;
  readonly links: { readonly self: string; readonly temporalUi: string };
}

/** Where a story is played: the public API, and the engine only to move its time. */
export class Stage {
  readonly #url: string;
  readonly #password: string;
  readonly #clients: { readonly general: Client; readonly discipline: Client };
  #step = 0;

  constructor(url: string, password: string, clients: { general: Client; discipline: Client }) {
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
    return {
      name,
      get: (path) => this.#call('GET', path, token),
      post: (path, body) => this.#call('POST', path, token, body),
    };
  }

  /** Somebody outside, without a log-in. */
  outsider(name: string): Player {
    return { name, get: (path) => this.#call('GET', path, null), post: (path, body) => this.#call('POST', path, null, body) };
  }

  /** Completes a step and tells it. */
  async complete(player: Player, caseRef: string, step: string, form: unknown, what: string): Promise<void> {
    await player.post(`/api/v1/cases/${caseRef}/steps/${step}/complete`, form);
    this.tell(player.name, what);
  }

  /** Lets time pass for one case; the timers that fall due on the way ring as they would. */
  async pass(family: 'general' | 'discipline', workflowId: string, duration: Duration, what: string): Promise<void> {
    await advance(this.#clients[family].workflow.getHandle(workflowId), duration);
    this.tell('(时间)', what);
  }

  async #call<Body>(method: string, path: string, token: string | null, body?: unknown): Promise<Body> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const { zh, en } = answer as ProblemDetails;
      throw new Error(`${method} ${path} was refused with ${response.status}: ${zh} ${en}`);
    }
    return answer as Body;
  }
}

/** Fills a text up to so many columns; a Chinese character takes two. */
function padded(text: string, columns: number): string {
  const wide = [...text].filter((character) => /[^\u0000-\u00ff·]/.test(character)).length;
  return text.padEnd(columns - wide, ' ');
}
