import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type Api } from '../../tests/rig/api.ts';
import { endpoints } from '../endpoints.ts';

let api: Api;
let document: Record<string, Record<string, Record<string, Record<string, unknown>>>>;

beforeAll(async () => {
  api = await startApi();
  document = (await api.call('GET', '/api/v1/openapi.json')).body as typeof document;
});
afterAll(() => api.stop());

test('the document is valid OpenAPI 3.1', async () => {
  const outcome = await new Validator().validate(structuredClone(document));
  expect(outcome).toMatchObject({ valid: true });
  expect(document['openapi']).toBe('3.1.0');
});

test('every public operation is in it, in two languages, with a name of its own; no internal one is', () => {
  const names = new Set<unknown>();
  for (const { path, method, access } of endpoints) {
    const operation = document['paths']?.[path]?.[method];
    if (access === 'internal') {
      expect(operation).toBeUndefined();
      continue;
    }
    expect(operation?.['summary']).toMatch(/\p{Script=Han}.* · [A-Za-z]/u);
    expect(Object.keys(operation?.['responses'] ?? {})).toEqual(expect.arrayContaining(['500', '503']));
    expect(names).not.toContain(operation?.['operationId']);
    names.add(operation?.['operationId']);
  }
});

test('every schema that it shares has a name of its own', () => {
  const names = Object.keys(document['components']?.['schemas'] ?? {});
  expect(names).toEqual(expect.arrayContaining(['Json', 'Problem', 'WebhookEvent']));
  expect(names.filter((name) => !/^[A-Z][A-Za-z]*$/.test(name))).toEqual([]);
});

test('the page to read it brings its own scripts and talks to nobody else', async () => {
  const page = await api.call('GET', '/api/v1/docs');
  expect(page).toMatchObject({ status: 200 });
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(String(page.body)).not.toMatch(/https?:\/\//);
  for (const [, address = ''] of String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect(await api.call('GET', address)).toMatchObject({ status: 200 });
  }
  expect(await api.call('GET', '/api/v1/docs/package.json')).toMatchObject({ status: 404 });
});
