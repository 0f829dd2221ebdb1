import type { z } from 'zod';
import { publication, publicationKind, publicationStatus, type publicationDraft, type publicationEdit, type Publication } from '../../contracts/api/publications.ts';
import type { Publication as Row } from '../../prisma/generated/client.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Deps } from '../deps.ts';
import { forbidden } from '../http/forbidden.ts';
import { once, type Transaction } from '../http/once.ts';
import { Problem } from '../http/problem.ts';
import { covers } from '../registry/region-scope.ts';
import { mustCarryNoPersonalData } from './personal-data.ts';

export interface Edit {
  readonly actor: Actor;
  readonly key: string;
  readonly id: string;
}

/** Begins a draft of the officer's unit, for its region or one below. Throws `unknown-region` and `forbidden`. */
export async function draft({ db, clock }: Deps, actor: Actor, key: string, body: z.infer<typeof publicationDraft>): Promise<Publication> {
  if (!covers(actor.region, body.region)) {
    throw forbidden({ zh: '只能为本单位所在区划及其下级发布', en: 'Publications are for the region of your unit and those below it' });
  }
  mustCarryNoPersonalData(body.kind, body);
  return once(db, { officer: actor.officer, key, request: { draft: body } }, publication, async (transaction) => {
    if ((await transaction.region.count({ where: { code: body.region } })) === 0) throw new Problem('unknown-region', { region: body.region });
    return shown(
      await transaction.publication.create({
        data: { ...body, unit: actor.unit, status: 'draft', createdBy: actor.officer, updatedAt: clock() },
      }),
    );
  });
}

/** Changes the draft; what is published stays as it is until the head publishes again. Throws `not-found`. */
export async function edit({ db, clock }: Deps, { actor, key, id }: Edit, body: z.infer<typeof publicationEdit>): Promise<Publication> {
  return once(db, { officer: actor.officer, key, request: { edit: body, id } }, publication, async (transaction) => {
    const row = await locked(transaction, actor, id);
    mustCarryNoPersonalData(publicationKind.parse(row.kind), body);
    return shown(await transaction.publication.update({ where: { id }, data: { ...body, updatedAt: clock() } }));
  });
}

/** 发布, by the head of the unit: the draft becomes the next version. Throws `not-found`, and `conflict` where it says nothing new. */
export async function publish({ db, clock }: Deps, { actor, key, id }: Edit): Promise<Publication> {
  return once(db, { officer: actor.officer, key, request: { publish: id } }, publication, async (transaction) => {
    const row = await locked(transaction, actor, id);
    const { title, text } = row;
    mustCarryNoPersonalData(publicationKind.parse(row.kind), row);
    const last = await transaction.publicationVersion.findUnique({ where: { publicationId_version: { publicationId: id, version: row.version } } });
    if (row.status === 'published' && last?.title === title && last.text === text) {
      throw new Problem('conflict', { reason: { zh: '内容与已发布的版本相同', en: 'it says what is published already' } });
    }
    const version = row.version + 1;
    const publishedAt = clock();
    await transaction.publicationVersion.create({ data: { publicationId: id, version, title, text, publishedAt, publishedBy: actor.officer } });
    return shown(
      await transaction.publication.update({
        where: { id },
        data: { status: 'published', version, publishedAt, withdrawnAt: null, withdrawnReason: null, updatedAt: publishedAt },
      }),
    );
  });
}

/** 撤回, by the head of the unit, with a reason that the public reads. Throws `not-found`, and `conflict` where it is not published. */
export async function withdraw({ db, clock }: Deps, { actor, key, id }: Edit, reason: string): Promise<Publication> {
  return once(db, { officer: actor.officer, key, request: { withdraw: id, reason } }, publication, async (transaction) => {
    const row = await locked(transaction, actor, id);
    if (row.status !== 'published') throw new Problem('conflict', { reason: { zh: '尚未发布或已撤回', en: 'it is not published' } });
    const at = clock();
    return shown(
      await transaction.publication.update({
        where: { id },
        data: { status: 'withdrawn', withdrawnAt: at, withdrawnReason: reason, updatedAt: at },
      }),
    );
  });
}

/** A publication of the officer's unit, and nobody else at work on it. */
async function locked(transaction: Transaction, { unit }: Actor, id: string): Promise<Row> {
  await transaction.$executeRaw`SELECT FROM publication WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await transaction.publication.findUnique({ where: { id, unit } });
  if (row === null) throw noSuchPublication();
  return row;
}

export function noSuchPublication(): Problem {
  return new Problem('not-found', { what: { zh: '该公开信息', en: 'publication' } });
}

export function shown({ createdBy: _, publishedAt, withdrawnAt, updatedAt, kind, status, ...row }: Row): Publication {
  return {
    ...row,
    kind: publicationKind.parse(kind),
    status: publicationStatus.parse(status),
    publishedAt: publishedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}
