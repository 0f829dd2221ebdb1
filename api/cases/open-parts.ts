import { label } from '../../contracts/label.ts';
import type { OpenedPart, PartsRequest } from '../../contracts/parts.ts';
import type { Opening } from '../../contracts/procedure.ts';
import type { Opening as OpeningRow } from '../../prisma/generated/client.ts';
import type { Deps } from '../deps.ts';
import { check } from '../http/check.ts';
import { procedureOf } from './case-row.ts';
import { detailsOf, digestOf } from './open-case.ts';
import { prepareAll } from './prepare.ts';
import { reserveAll } from './reserve.ts';

/**
 * Gives numbers to parts of a case that are to be cases of their own; the workflow of the whole starts them. Twice is once:
 * parts that were numbered before keep their numbers. Throws invalid-fields where a matter does not fit the procedure.
 */
export async function openParts(deps: Deps, { whole, procedure: name, parts }: PartsRequest): Promise<OpenedPart[]> {
  const { db, clock } = deps;
  const procedure = procedureOf(name);
  const [of, before] = await Promise.all([
    db.opening.findUniqueOrThrow({ where: { caseNo: whole }, select: { title: true } }),
    db.opening.findMany({ where: { key: { in: parts.map(({ key }) => key) } } }),
  ]);
  const known = new Map(before.map((row) => [row.key, row]));
  const wanted = parts.filter(({ key }) => !known.has(key));
  const matters = wanted.map(({ matter }) => check(procedure.matter, matter));
  const prepared = await prepareAll(db, name, wanted.map(({ region }, index) => ({ region, matter: matters[index] })));
  const names = await namesIn(deps, wanted.map(({ name: part }) => part));
  const rows = await reserveAll(
    deps,
    wanted.map(({ key, region, coordinator, name: part }, index) => ({
      key,
      procedure,
      region,
      title: `${of.title} ${wordsOf(part).map((word) => names.get(word) ?? word).join(' ')}`,
      source: 'related',
      body: { matter: matters[index] },
      hash: digestOf({ part: key }),
      openedBy: null,
      at: clock(),
      parties: [],
      start: {
        procedure: name,
        region,
        coordinator,
        openedBy: null,
        key,
        parties: [],
        matter: matters[index] ?? {},
        conflicts: [],
        subjectUnit: null,
        facts: {},
        ...prepared[index],
        partOf: whole,
      },
    })),
  );
  for (const row of rows) known.set(row.key, row);
  return parts.flatMap(({ key }) => {
    const row = known.get(key);
    return row === undefined ? [] : [partOf(deps, row)];
  });
}

/** A part is named by what tells it from the others, such as its round and its grid: `1:laojie-grid-1`. */
function wordsOf(part: string): string[] {
  return part.split(':');
}

/** The names, in Chinese, of the units that parts are named after: a title is for people. */
async function namesIn({ db }: Deps, parts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const units = await db.unit.findMany({ where: { code: { in: parts.flatMap(wordsOf) } }, select: { code: true, name: true } });
  return new Map(units.map(({ code, name: given }) => [code, label.parse(given).zh]));
}

function partOf({ config }: Deps, { caseNo, workflowId, procedure: name, start }: OpeningRow): OpenedPart {
  const procedure = procedureOf(name);
  return {
    workflowId,
    opening: start as unknown as Opening, // written by `reserveAll`, and by nobody else
    summary: `${procedure.label.zh} ${caseNo}`,
    details: detailsOf(procedure, config.publicUrl, workflowId),
  };
}
