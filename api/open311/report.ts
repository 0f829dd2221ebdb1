import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openingBodyOf } from '../../contracts/api/cases.ts';
import { idempotencyKey, regionCode, unitCode } from '../../contracts/ids.ts';
import type { Language } from '../../contracts/label.ts';
import { gridEvent } from '../../contracts/procedures/index.ts';
import { categoryCode } from '../../contracts/references.ts';
import { authenticate } from '../accounts/authenticate.ts';
import type { Actor } from '../accounts/actor.ts';
import { openCase } from '../cases/open-case.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { forbiddenTo } from '../http/forbidden.ts';
import { publicCategory } from './services.ts';

const degrees = z.coerce.number<string>();

/** The fields of a report. Fields of the standard that are not kept here (email, device_id, account_id) are let pass. */
const form = z.looseObject({
  jurisdiction_id: regionCode.optional(),
  service_code: categoryCode,
  lat: degrees.optional(),
  long: degrees.optional(),
  address_string: z.string().trim().max(200).optional(),
  /** A grid, where no point is known. */
  address_id: unitCode.optional(),
  first_name: z.string().trim().max(30).optional(),
  last_name: z.string().trim().max(30).optional(),
  phone: z.string().optional(),
  description: z.string().trim().max(900).optional(),
  media_url: z.url().max(90).optional(),
});
type Form = z.infer<typeof form>;

/**
 * A report by a resident becomes a grid event of the region of the key. The token is the receipt code.
 * The same Idempotency-Key, where the client sends one, opens one event.
 */
export async function report(deps: Deps, fields: Readonly<Record<string, string>>, key: string | undefined, language: Language) {
  const actor = await holderOf(deps, fields['api_key']);
  const filled = check(form, fields);
  const category = await publicCategory(deps.db, filled.service_code);
  const body = check(openingBodyOf(gridEvent), {
    procedure: gridEvent.name,
    region: filled.jurisdiction_id ?? actor.region,
    title: category.name.zh,
    source: 'online',
    parties: [reporterOf(filled)],
    matter: matterOf(filled, category.name.zh),
  });
  const opened = await openCase(deps, actor, key === undefined ? `open311:${randomUUID()}` : check(idempotencyKey, key, 'Idempotency-Key'), body);
  return [
    {
      ...(opened.answered === null ? {} : { service_request_id: opened.workflowId }),
      token: opened.receipt,
      service_notice: notice[language],
      account_id: null,
    },
  ];
}

const notice = { zh: '凭 token 可随时查询办理进度', en: 'The token tells you at any time how it goes' };

/** Throws `not-signed-in` for a key that is not valid, `forbidden` for the session of a person. */
async function holderOf(deps: Deps, key: string | undefined): Promise<Actor> {
  const actor = await authenticate(key === undefined ? undefined : `Bearer ${key}`, deps);
  if (actor.kind !== 'service') throw forbiddenTo(['serviceAccount']);
  return actor;
}

/** Who gives a telephone number can be asked how it went; a name alone is not kept (个人信息保护法 6). */
function reporterOf({ first_name = '', last_name = '', phone }: Form) {
  if (phone === undefined) return { role: 'reporter', named: 'anonymous' };
  const name = `${last_name}${first_name}`;
  return { role: 'reporter', phone, ...(name === '' ? {} : { name }) };
}

function matterOf({ service_code, lat, long, address_string, address_id, description, media_url }: Form, name: string) {
  return {
    category: service_code,
    channel: 'resident',
    ...(lat === undefined && long === undefined ? {} : { point: { lat, lng: long } }),
    ...(address_id === undefined ? {} : { grid: address_id }),
    ...(address_string === undefined ? {} : { address: address_string }),
    description: [description ?? name, media_url ?? []].flat().join('\n'),
  };
}
