import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { examplePassword } from '../prisma/seed/example/example.ts';
import { exampleOfficers, type ExampleOfficerName } from '../prisma/seed/example/officers.ts';
import { timed, type PlayCase } from './crowd.ts';

type Body = Record<string, unknown>;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Somebody who is logged in. Both throw on any status but the one wanted, with what was answered. */
export interface Person {
  get(path: string): Promise<Body>;
  /** Under a new Idempotency-Key, and again under the same one when the answer was that it is not done yet. */
  post(path: string, body: unknown, status: number): Promise<Body>;
  /** Uploads a picture, once however often it is asked for; returns its SHA-256. */
  photo(picture: Buffer): Promise<string>;
}

/** Who plays a case of assisted filing: the window consults, tells and files, the department receives. */
interface Cast {
  readonly coordinator: Person;
  readonly window: Person;
  readonly department: Person;
}

/** The API as clients see it: connections are kept, as a browser or a gateway keeps them. */
export class Api {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true });
  /** Requests that had to be sent again: 202 and 503, when the machine was too busy. */
  repeated = 0;

  constructor(url: string) {
    this.#url = url;
  }

  async logIn(name: ExampleOfficerName): Promise<Person> {
    const { userName } = exampleOfficers[name];
    const { token } = bodyOf(await this.#send('POST', '/api/v1/sessions', {}, { userName, password: examplePassword }), 201);
    return this.person(String(token));
  }

  /** Somebody who has logged in before. */
  person(token: string): Person {
    const authorization = `Bearer ${token}`;
    let photo: Promise<string> | undefined;
    return {
      photo: (picture) => (photo ??= this.#upload(authorization, picture)),
      get: async (path) => bodyOf(await this.#send('GET', path, { authorization }), 200),
      post: (path, body, status) => this.#insist(path, { authorization, 'idempotency-key': randomUUID() }, body, status),
    };
  }

  async #upload(authorization: string, picture: Buffer): Promise<string> {
    const headers = { authorization, 'idempotency-key': randomUUID(), 'content-type': 'image/png' };
    return String(bodyOf(await this.#send('POST', '/api/v1/attachments', headers, picture), 201)['sha256']);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #insist(path: string, headers: Record<string, string>, body: unknown, wanted: number): Promise<Body> {
    for (;;) {
      const answer = await this.#send('POST', path, headers, body);
      if (answer.status !== 202 && answer.status !== 503) return bodyOf(answer, wanted);
      this.repeated += 1;
      await sleep(1_000);
    }
  }

  #send(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
    const payload = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const described = payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': payload.length };
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const sent = request(`${this.#url}${path}`, { method, agent: this.#agent, headers: { ...described, ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
    });
    sent.once('error', reject);
    sent.end(payload);
    return promise;
  }
}

/** Somebody by his token; the same one each time, since he remembers what he has uploaded. */
export function peopleOf(api: Api): (token: string) => Person {
  const people = new Map<string, Person>();
  return (token) => {
    const person = people.get(token) ?? api.person(token);
    people.set(token, person);
    return person;
  };
}

function bodyOf({ status, text }: Answer, wanted: number): Body {
  if (status !== wanted) throw new Error(`${status} was answered instead of ${wanted}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Logs a cast in for each of those who play at the same time, so that sessions are as many as people. */
export async function castOf(api: Api, size: number): Promise<Cast[]> {
  const casts: Cast[] = [];
  for (let player = 0; player < size; player += 1) {
    const [coordinator, window, department] = await Promise.all([
      api.logIn('chizhouCoordinator'),
      api.logIn('serviceHandlerOne'),
      api.logIn('marketHandlerOne'),
    ]);
    casts.push({ coordinator, window, department });
  }
  return casts;
}

const filing = {
  procedure: 'assistedFiling',
  region: '341702402',
  title: '个体工商户设立登记',
  parties: [{ role: 'applicant', name: '示例·摊主', phone: '13900000002' }],
  matter: {
    item: 'individual-business-licence',
    community: 'pingtianhu-community',
    window: 'chizhou-etdz-service',
    supervisor: 'chizhou-etdz',
  },
};

/** Plays an assisted filing from its opening to the acceptance: one Update and one record each. `opened` is told of each workflow. */
export function casesOverHttp(casts: readonly Cast[], opened: (workflowId: string) => void = () => undefined): PlayCase {
  return async (player, note) => {
    const cast = casts[player % casts.length];
    if (cast === undefined) throw new Error('Nobody is logged in.');
    const { workflowId } = await timed('open', note, () => cast.coordinator.post('/api/v1/cases', filing, 201));
    opened(String(workflowId));
    const complete = (step: string, who: Person, form: unknown): Promise<unknown> =>
      timed(step, note, () => who.post(`/api/v1/cases/${String(workflowId)}/steps/${step}/complete`, form, 200));

    await complete('consult', cast.window, { onSite: true, businessScope: '小吃零售', principal: '示例·摊主' });
    await complete('tellMaterials', cast.window, { missing: [], channel: 'counter' });
    await complete('file', cast.window, { onSite: false, applicationNo: `A-${randomUUID()}`, channel: 'online', delivery: 'post' });
    await complete('receive', cast.department, { decision: 'accepted' });
  };
}
