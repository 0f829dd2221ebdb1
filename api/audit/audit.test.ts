import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditAct, AuditVerification } from '../../contracts/api/audit.ts';
import { examplePassword } from '../../prisma/seed/example/example.ts';
import { exampleOfficers } from '../../prisma/seed/example/officers.ts';
import { startApi, type Api } from '../../tests/rig/api.ts';
import { append, type Trace } from './append.ts';

let api: Api;
let audit: string;
let system: string;
let security: string;

beforeAll(async () => {
  api = await startApi();
  [audit, system, security] = await Promise.all([api.signIn('auditAdministrator'), api.signIn('systemAdministrator'), api.signIn('securityAdministrator')]);
});
afterAll(() => api.stop());

const unit = { name: { zh: '测试', en: 'Test' }, kind: 'department', region: '341002', parent: 'tunxi' };
const read = (subject: string): Trace => ({ at: new Date(), kind: 'caseRead', officer: exampleOfficers.feidongHead.id, subject, requestId: randomUUID() });

async function acts(query = ''): Promise<AuditAct[]> {
  const { status, body } = await api.call('GET', `/api/v1/audit/acts?limit=200${query}`, { token: audit });
  expect(status).toBe(200);
  return (body as { items: AuditAct[] }).items;
}

async function verified(query = ''): Promise<AuditVerification> {
  const { status, body } = await api.call('GET', `/api/v1/audit/verification${query}`, { token: audit });
  expect(status).toBe(200);
  return body as AuditVerification;
}

test('nobody but the audit administrator looks into the audit', async () => {
  for (const path of ['acts', 'reads', 'verification']) {
    for (const who of ['systemAdministrator', 'securityAdministrator', 'auditor', 'feidongHead'] as const) {
      expect(await api.call('GET', `/api/v1/audit/${path}`, { token: await api.signIn(who) })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await api.call('GET', `/api/v1/audit/${path}`)).toMatchObject({ status: 401 });
  }
  expect(await api.call('GET', '/api/v1/audit/verification?witness=1:xyz', { token: audit })).toMatchObject({ status: 422, body: { errors: [{ path: 'witness' }] } });
});

describe('what is written down', () => {
  test('a change by an administrator: by whom, what was asked for, and what came of it', async () => {
    await api.call('PUT', '/api/v1/units/audited-unit', { token: system, body: unit });
    await api.call('PUT', '/api/v1/units/audited-unit', { token: system, body: { ...unit, parent: 'nowhere' } });
    expect(await acts('&subject=units/audited-unit')).toMatchObject([
      { kind: 'change', officer: exampleOfficers.systemAdministrator.id, outcome: { status: 422, code: 'unknown-unit' } },
      {
        officer: exampleOfficers.systemAdministrator.id,
        subject: 'units/audited-unit',
        summary: { zh: '新增或修改单位' },
        outcome: { status: 201, code: null },
        detail: { method: 'put', body: { parent: 'tunxi', active: true }, made: 'audited-unit' },
      },
    ]);
  });

  test('not what was never carried out: a malformed request, or one that the role does not allow', async () => {
    await api.call('PUT', '/api/v1/units/audited-other', { token: system, body: { ...unit, kind: 'castle' } });
    await api.call('PUT', '/api/v1/units/audited-other', { token: security, body: unit });
    expect(await acts('&subject=units/audited-other')).toEqual([]);
  });

  test('log-ins, refused ones up to the lock, and log-outs', async () => {
    const logIn = (password: string) => api.call('POST', '/api/v1/sessions', { body: { userName: 'tangwan-head', password } });
    for (let attempt = 0; attempt < 8; attempt += 1) await logIn('Wrong-password-1');
    expect(await acts('&kind=logInRefused&subject=tangwan-head')).toMatchObject([{ detail: { locked: true } }, ...Array(4).fill({ detail: { locked: false } })]);
    await api.call('POST', '/api/v1/accounts/tangwan-head/unlock', { token: security });
    const { body } = await logIn(examplePassword);
    await api.call('DELETE', '/api/v1/sessions/current', { token: String(Reflect.get(Object(body), 'token')) });
    const { officer } = (await acts('&kind=logIn&subject=tangwan-head'))[0] ?? {};
    expect((await acts(`&officer=${officer}`)).map(({ kind }) => kind)).toEqual(['logOut', 'logIn', ...Array(5).fill('logInRefused')]);
    expect(await acts('&subject=accounts/tangwan-head/unlock')).toMatchObject([{ outcome: { status: 200 }, officer: exampleOfficers.securityAdministrator.id }]);
  });

  test('no password, no secret and no telephone number', async () => {
    const given = 'Given-2024-secret';
    await api.call('POST', '/api/v1/accounts/tangwan-head/password', { token: security, body: { password: given } });
    const officer = { name: '示例·新人', unit: 'tunxi', roles: ['handler'], phone: '13911112222' };
    await api.call('POST', '/api/v1/officers', { token: system, body: officer, headers: { 'idempotency-key': randomUUID() } });
    const key = { officer: exampleOfficers.selfServiceTerminal.id, name: '测试', days: 1 };
    const made = await api.call('POST', '/api/v1/api-keys', { token: security, body: key, headers: { 'idempotency-key': randomUUID() } });
    const rows = JSON.stringify((await api.db.auditEntry.findMany()).map(({ subject, detail }) => ({ subject, detail })));
    expect(rows).toContain('api-keys');
    for (const secret of [given, '13911112222', String(Reflect.get(Object(made.body), 'secret'))]) expect(rows).not.toContain(secret);
  });

  test('without a trace nothing is done', async () => {
    await api.db.$executeRaw`ALTER TABLE audit_entry RENAME TO audit_entry_away`;
    expect(await api.call('PUT', '/api/v1/units/audited-unseen', { token: system, body: unit })).toMatchObject({ status: 500 });
    await api.db.$executeRaw`ALTER TABLE audit_entry_away RENAME TO audit_entry`;
    expect(await api.call('GET', '/api/v1/units/audited-unseen', { token: system })).toMatchObject({ status: 404 });
  });
});

describe('the chain', () => {
  test('numbers two hundred entries that come at once without a gap, and is whole', async () => {
    const before = await api.db.auditEntry.count();
    await Promise.all(Array.from({ length: 50 }, (_, each) => append(api.db, [0, 1, 2, 3].map((part) => read(`一事〔2026〕${each}-${part}号`)))));
    const after = await verified();
    expect(after).toMatchObject({ checked: before + 200, to: before + 200, fault: null, next: null, head: { seq: before + 200 } });
    expect(await verified(`?after=${before + 100}`)).toMatchObject({ checked: 100, fault: null });
  });

  test('cannot be changed, shortened or emptied', async () => {
    for (const statement of ['UPDATE audit_entry SET officer = NULL', 'DELETE FROM audit_entry WHERE seq > 10', 'TRUNCATE audit_entry']) {
      await expect(api.db.$executeRawUnsafe(statement)).rejects.toThrow('neither changed nor removed');
    }
  });

  test('shows when somebody who rules the database changed, took out or cut off entries all the same', async () => {
    const { head } = await verified();
    const witness = `&witness=${head?.seq}:${head?.hash}`;
    expect(await verified(`?after=0${witness}`)).toMatchObject({ fault: null, witness: 'agrees' });
    const tamper = async (statement: string): Promise<AuditVerification> => {
      await api.db.$executeRawUnsafe('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
      await api.db.$executeRawUnsafe('CREATE TABLE untouched AS TABLE audit_entry');
      await api.db.$executeRawUnsafe(statement);
      const found = await verified(`?after=0${witness}`);
      await api.db.$executeRawUnsafe('DELETE FROM audit_entry');
      await api.db.$executeRawUnsafe('INSERT INTO audit_entry TABLE untouched');
      await api.db.$executeRawUnsafe('DROP TABLE untouched');
      await api.db.$executeRawUnsafe('ALTER TABLE audit_entry ENABLE TRIGGER ALL');
      return found;
    };
    expect(await tamper(`UPDATE audit_entry SET officer = '${exampleOfficers.auditor.id}' WHERE seq = 7`)).toMatchObject({ fault: 7, witness: 'agrees' });
    expect(await tamper(`UPDATE audit_entry SET at = at - interval '1 day' WHERE seq = 8`)).toMatchObject({ fault: 8 });
    expect(await tamper('DELETE FROM audit_entry WHERE seq = 9')).toMatchObject({ fault: 10 });
    expect(await tamper('DELETE FROM audit_entry WHERE seq = 1')).toMatchObject({ fault: 2 });
    expect(await tamper(`DELETE FROM audit_entry WHERE seq > ${Number(head?.seq) - 5}`)).toMatchObject({ fault: null, witness: 'differs' });
    expect(await verified(`?after=0${witness}`)).toMatchObject({ fault: null, witness: 'agrees' });
  });
});
