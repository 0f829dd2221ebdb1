import { eventCategory, eventGroups, type EventCategory } from '../../contracts/api/routing.ts';
import type { Language } from '../../contracts/label.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import { Problem } from '../http/problem.ts';

/** Categories that residents may report: those that are public and have a rule. */
export async function publicCategories(db: Database): Promise<EventCategory[]> {
  const rows = await db.eventCategory.findMany({
    where: { public: true, rules: { some: { active: true } } },
    orderBy: [{ group: 'asc' }, { code: 'asc' }],
    omit: { updatedAt: true },
  });
  return rows.map((row) => eventCategory.parse(row));
}

/** Throws `not-found` for a category that residents cannot report. */
export async function publicCategory(db: Database, code: string): Promise<EventCategory> {
  const found = (await publicCategories(db)).find((each) => each.code === code);
  if (found === undefined) throw new Problem('not-found', { what: { zh: 'service_code', en: 'service_code' } });
  return found;
}

export function discovery({ publicUrl }: Config) {
  return {
    changeset: '2022-11-30T00:00:00+08:00',
    contact: `${publicUrl}/api/v1/docs`,
    key_service: `${publicUrl}/api/v1/docs`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${publicUrl}/open311/v2`,
        changeset: '2022-11-30T00:00:00+08:00',
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

/** As `discovery`, with the nesting that its XML has. */
export function discoveryInXml(config: Config) {
  const { endpoints, ...rest } = discovery(config);
  return { ...rest, endpoints: { endpoint: endpoints.map(({ formats, ...each }) => ({ ...each, formats: { format: formats } })) } };
}

export async function services(db: Database, language: Language) {
  return (await publicCategories(db)).map(({ code, group, name }) => ({
    service_code: code,
    service_name: name[language],
    description: `${eventGroups[group][language]} · ${name[language]}`,
    metadata: false,
    type: 'realtime',
    keywords: `${name.zh},${name.en}`,
    group: eventGroups[group][language],
  }));
}

/** No category asks for more than the standard fields. */
export async function serviceDefinition(db: Database, code: string) {
  return { service_code: (await publicCategory(db, code)).code, attributes: [] };
}
