import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examplePassword, exampleServiceKey } from '../../prisma/seed/example/example.ts';
import { exampleOfficers } from '../../prisma/seed/example/officers.ts';
import { startApi, type Api } from '../../tests/rig/api.ts';

let api: Api;
let security: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const logIn = (userName: string, password: string) => api.call('POST', '/api/v1/sessions', { body: { userName, password } });
const me = (token: string) => api.call('GET', '/api/v1/me', { token });

describe('who is not let in', () => {
  test('nobody without a credential, or with one that was never given out', async () => {
    expect(await api.call('GET', '/api/v1/me')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await me(`ls_${'x'.repeat(43)}`)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await me(`ld_${'x'.repeat(43)}`)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await api.call('GET', '/api/v1/me', { headers: { authorization: 'Basic eDp5' } })).toMatchObject({ status: 401 });
  });

  test('a wrong password and an unknown name look the same', async () => {
    const wrong = await logIn('tangwan-1', 'Wrong-password-1');
    const unknown = await logIn('no-such-name', 'Wrong-password-1');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    expect(Object.keys(unknown.body as object)).toEqual(Object.keys(wrong.body as object));
    expect(unknown).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  });

  test('five failures lock an account for fifteen minutes, also for the right password', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await logIn('tangwan-head', 'Wrong-password-1')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    }
    expect(await logIn('tangwan-head', examplePassword)).toMatchObject({ status: 423, body: { code: 'account-locked' } });
    api.advanceMinutes(14);
    expect(await logIn('tangwan-head', examplePassword)).toMatchObject({ status: 423 });
    api.advanceMinutes(1.1);
    expect(await logIn('tangwan-head', 'Wrong-password-1')).toMatchObject({ status: 401 });
    expect(await logIn('tangwan-head', examplePassword)).toMatchObject({ status: 201 });
  });

  test('of thirty guesses sent at once, five are judged', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => logIn('liyang-1', 'Wrong-password-1')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(25);
    expect(await logIn('liyang-1', examplePassword)).toMatchObject({ status: 423 });
  });

  test('ten right log-ins at once lock nobody out', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => logIn('liyang-head', examplePassword)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  });

  test('an officer who left, from the moment he is marked so', async () => {
    const token = await api.signIn('laojieHandler');
    await api.db.officer.update({ where: { id: exampleOfficers.laojieHandler.id }, data: { active: false } });
    api.deps.credentials.clear();
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await logIn('laojie-1', examplePassword)).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  });
});

describe('sessions', () => {
  test('say who one is, and end by logging out', async () => {
    const answer = await logIn('feidong-head', examplePassword);
    expect(answer).toMatchObject({
      status: 201,
      body: { idleMinutes: 30, me: { kind: 'officer', unit: 'feidong-cdi', region: '340122', discipline: true, roles: ['unitHead'] } },
    });
    const token = await api.signIn('feidongHead');
    expect(await me(token)).toMatchObject({ status: 200, body: { officer: exampleOfficers.feidongHead.id } });
    expect(await api.call('DELETE', '/api/v1/sessions/current', { token })).toMatchObject({ status: 204 });
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  test('end after thirty minutes without a request, not before', async () => {
    const token = await api.signIn('feidongHandler');
    api.advanceMinutes(29);
    expect(await me(token)).toMatchObject({ status: 200 });
    api.advanceMinutes(29);
    expect(await me(token)).toMatchObject({ status: 200 });
    api.advanceMinutes(30);
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  });

  test('end after ten hours, however busy', async () => {
    const token = await api.signIn('feidongHandler');
    for (let minutes = 0; minutes < 600 - 25; minutes += 25) {
      api.advanceMinutes(25);
      expect(await me(token)).toMatchObject({ status: 200 });
    }
    api.advanceMinutes(25);
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  });

  test('are kept as digests only', async () => {
    const token = await api.signIn('feidongHandler');
    const rows = await api.db.$queryRaw<unknown[]>`select encode(token_hash, 'escape') as kept from session`;
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('a session revoked elsewhere is refused after two seconds at most', async () => {
    const token = await api.signIn('feidongHandler');
    expect(await me(token)).toMatchObject({ status: 200 });
    await api.db.session.deleteMany({ where: { officerId: exampleOfficers.feidongHandler.id } });
    const end = Date.now() + 2_500;
    while (Date.now() < end) await me(token); // being asked all the time must not keep it alive
    expect(await me(token)).toMatchObject({ status: 401 });
  });
});

describe('passwords', () => {
  test('must be strong, new, and changed by whoever knows the old one', async () => {
    const token = await api.signIn('hrHandler');
    const change = (current: string, next: string) =>
      api.call('POST', '/api/v1/me/password', { token, body: { current, next } });
    expect(await change('Wrong-password-1', 'Better-2023')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    for (const weak of ['Short-1', 'alllowercase', 'lower-and-signs', '12345678aaa']) {
      expect(await change(examplePassword, weak)).toMatchObject({ status: 422, body: { code: 'password-too-weak' } });
    }
    expect(await change(examplePassword, examplePassword)).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });

    const elsewhere = await api.signIn('hrHandler');
    expect(await change(examplePassword, 'Better-2023')).toMatchObject({ status: 204 });
    expect(await me(token)).toMatchObject({ status: 200 });
    expect(await me(elsewhere)).toMatchObject({ status: 401 });
    expect(await logIn('chizhou-hr-1', examplePassword)).toMatchObject({ status: 401 });
    expect(await logIn('chizhou-hr-1', 'Better-2023')).toMatchObject({ status: 201 });
  });
});

describe('the security administrator', () => {
  beforeAll(async () => {
    security = await api.signIn('securityAdministrator');
  });

  const newAccount = (token: string, body: unknown, key: string = randomUUID()) =>
    api.call('POST', '/api/v1/accounts', { token, body, headers: { 'idempotency-key': key } });
  const officer = async () =>
    (await api.db.officer.create({ data: { name: '示例·新人', unitCode: 'tunxi', roles: ['handler'] } })).id;

  test('alone opens accounts: others are refused, and nothing is changed', async () => {
    const before = await api.db.account.count();
    const body = { userName: 'new-one', officer: await officer(), password: 'Fresh-2024' };
    for (const name of ['systemAdministrator', 'auditAdministrator', 'feidongHead', 'feidongSupervisor', 'auditor'] as const) {
      expect(await newAccount(await api.signIn(name), body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await api.db.account.count()).toBe(before);
  });

  test('needs a key, a known officer, a strong password and a free name', async () => {
    const person = await officer();
    const body = { userName: 'new-two', officer: person, password: 'Fresh-2024' };
    expect(await api.call('POST', '/api/v1/accounts', { token: security, body })).toMatchObject({ status: 400, body: { code: 'key-missing' } });
    expect(await newAccount(security, { ...body, officer: randomUUID() })).toMatchObject({ status: 422, body: { code: 'unknown-officer' } });
    expect(await newAccount(security, { ...body, password: 'weak' })).toMatchObject({ status: 422, body: { code: 'password-too-weak' } });
    expect(await newAccount(security, { ...body, userName: 'feidong-head' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await newAccount(security, { ...body, officer: exampleOfficers.feidongHead.id })).toMatchObject({ status: 409 });
    expect(await newAccount(security, { ...body, officer: exampleOfficers.selfServiceTerminal.id })).toMatchObject({ status: 422 });
  });

  test('the same request twice at once opens one account; the key for another request is refused', async () => {
    const key = randomUUID();
    const body = { userName: 'new-three', officer: await officer(), password: 'Fresh-2024' };
    const [first, second] = await Promise.all([newAccount(security, body, key), newAccount(security, body, key)]);
    expect(first).toMatchObject({ status: 201, body: { userName: 'new-three', mustChangePassword: true } });
    expect(second).toMatchObject({ status: 201 });
    expect(second?.body).toEqual(first?.body);
    expect(await newAccount(security, { ...body, userName: 'new-four' }, key)).toMatchObject({ status: 409, body: { code: 'key-reused' } });
  });

  test('the first password opens nothing but its change', async () => {
    const body = { userName: 'new-five', officer: await officer(), password: 'Fresh-2024' };
    expect(await newAccount(security, body)).toMatchObject({ status: 201 });
    const answer = await logIn('new-five', 'Fresh-2024');
    const token = String((answer.body as { token: string }).token);
    expect(answer).toMatchObject({ status: 201, body: { me: { passwordDue: true } } });
    expect(await api.call('GET', '/api/v1/units', { token })).toMatchObject({ status: 403, body: { code: 'password-change-due' } });
    expect(await me(token)).toMatchObject({ status: 200 });
    expect(await api.call('POST', '/api/v1/me/password', { token, body: { current: 'Fresh-2024', next: 'Changed-2024' } })).toMatchObject({ status: 204 });
    expect(await api.call('GET', '/api/v1/units', { token })).toMatchObject({ status: 200 });
  });

  test('unlocks, and resets a forgotten password', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await logIn('niandou-police-head', 'Wrong-password-1');
    expect(await logIn('niandou-police-head', examplePassword)).toMatchObject({ status: 423 });
    expect(await api.call('POST', '/api/v1/accounts/niandou-police-head/unlock', { token: security })).toMatchObject({ status: 200, body: { lockedUntil: null } });
    expect(await logIn('niandou-police-head', examplePassword)).toMatchObject({ status: 201 });

    expect(
      await api.call('POST', '/api/v1/accounts/niandou-police-head/password', { token: security, body: { password: 'Given-2024' } }),
    ).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    expect(await logIn('niandou-police-head', examplePassword)).toMatchObject({ status: 401 });
    expect(await logIn('niandou-police-head', 'Given-2024')).toMatchObject({ status: 201 });
    expect(await api.call('POST', '/api/v1/accounts/nobody-here/unlock', { token: security })).toMatchObject({ status: 404 });
  });

  test('disables an account, whose sessions end at once, and enables it again; not his own', async () => {
    const token = await api.signIn('yixianSupervisor');
    const on = (userName: string, what: string) => api.call('POST', `/api/v1/accounts/${userName}/${what}`, { token: security });
    const { userName } = exampleOfficers.yixianSupervisor;
    expect(await api.call('POST', `/api/v1/accounts/${userName}/disable`, { token: await api.signIn('systemAdministrator') })).toMatchObject({ status: 403 });
    expect(await on('security-admin', 'disable')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await on(userName, 'disable')).toMatchObject({ status: 200, body: { active: false } });
    expect(await me(token)).toMatchObject({ status: 401 });
    expect(await logIn(userName, examplePassword)).toMatchObject({ status: 401 });
    expect(await on(userName, 'enable')).toMatchObject({ status: 200, body: { active: true } });
    expect(await logIn(userName, examplePassword)).toMatchObject({ status: 201 });
  });

  test('finds accounts by user name, by name and by state', async () => {
    const found = async (query: string) => {
      const { body } = await api.call('GET', `/api/v1/accounts?${query}`, { token: security });
      return (body as { items: Array<{ userName: string }> }).items.map(({ userName }) => userName);
    };
    expect(await found('q=feidong-office')).toEqual(['feidong-office-4-1', 'feidong-office-4-2', 'feidong-office-4-head']);
    expect(await found(`q=${encodeURIComponent('张衡')}`)).toEqual(['feidong-coordinator']);
    for (let attempt = 0; attempt < 5; attempt += 1) await logIn('luyang-sports-1', 'Wrong-password-1');
    expect(await found('state=locked&q=luyang')).toEqual(['luyang-sports-1']);
    expect(await found('state=first&q=new-three')).toEqual(['new-three']);
    expect(await found('state=disabled&q=feidong')).toEqual([]);
  });

  test('pages through the accounts', async () => {
    const names: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await api.call('GET', `/api/v1/accounts?limit=20${next === '' ? '' : `&cursor=${next}`}`, { token: security });
      const page = body as { items: Array<{ userName: string }>; next: string | null };
      names.push(...page.items.map(({ userName }) => userName));
      next = page.next;
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(await api.db.account.count());
    expect(await api.call('GET', '/api/v1/accounts?cursor=bm90', { token: security })).toMatchObject({ status: 422 });
  });
});

describe('keys of service accounts', () => {
  const make = (body: unknown, key: string = randomUUID()) =>
    api.call('POST', '/api/v1/api-keys', { token: security, body, headers: { 'idempotency-key': key } });

  test('are given to service accounts only', async () => {
    expect(await make({ officer: exampleOfficers.feidongHead.id, name: '测试' })).toMatchObject({ status: 422, body: { code: 'invalid-fields' } });
    expect(await make({ officer: randomUUID(), name: '测试' })).toMatchObject({ status: 422, body: { code: 'unknown-officer' } });
    expect(await make({ officer: exampleOfficers.selfServiceTerminal.id, name: '测试', days: 0 })).toMatchObject({ status: 422 });
  });

  test('are told once, open what the account may, and end when revoked', async () => {
    const key = randomUUID();
    const body = { officer: exampleOfficers.selfServiceTerminal.id, name: '测试', days: 1 };
    const made = await make(body, key);
    const { id, secret } = made.body as { id: string; secret: string };
    expect(made).toMatchObject({ status: 201 });
    expect(secret).toMatch(/^ld_/);
    expect(await make(body, key)).toMatchObject({ status: 201, body: { id, secret: null } });
    expect(JSON.stringify(await api.db.keyedRequest.findMany())).not.toContain(secret);

    expect(await me(secret)).toMatchObject({ status: 200, body: { kind: 'service', roles: ['serviceAccount'] } });
    expect(await api.call('GET', '/api/v1/accounts', { token: secret })).toMatchObject({ status: 403 });
    expect(await api.call('DELETE', `/api/v1/api-keys/${id}`, { token: security })).toMatchObject({ status: 204 });
    expect(await me(secret)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await api.call('DELETE', `/api/v1/api-keys/${randomUUID()}`, { token: security })).toMatchObject({ status: 404 });
  });

  test('expire', async () => {
    const made = await make({ officer: exampleOfficers.selfServiceTerminal.id, name: '测试', days: 1 });
    const { secret } = made.body as { secret: string };
    expect(await me(secret)).toMatchObject({ status: 200 });
    api.advanceMinutes(24 * 60);
    expect(await me(secret)).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    expect(await me(exampleServiceKey)).toMatchObject({ status: 200 });
  });
});

test('logs hold no password, token or user name', () => {
  const all = api.log.join('');
  expect(all).not.toContain(examplePassword);
  expect(all).not.toMatch(/feidong-head|l[sd]_[\w-]{20}/);
});
