import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { publicationKind, type Publication } from '../../contracts/api/publications.ts';
import type { Label } from '../../contracts/label.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { useAttempt } from '../forms/attempt.ts';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import { session } from '../session/session.ts';
import { changePublication, draftPublication, ownPublication, publishedVersions, publishPublication, withdrawPublication } from './publications-queries.ts';
import { usePublicationWords, words } from './words.ts';

type Own = keyof typeof words.zh;

const labelOf = (word: Own): Label => ({ zh: words.zh[word], en: words.en[word] });
const asked = (name: string, word: Own, help: Own | null = null) => ({ name, label: labelOf(word), help: help === null ? null : labelOf(help), required: true, nullable: false, personal: false, initial: undefined });

const content: readonly Field[] = [
  { ...asked('title', 'publications.title'), kind: 'text', long: false, most: 120 },
  { ...asked('text', 'publications.text', 'publications.noPersonal'), kind: 'text', long: true, most: 50_000 },
];
const place: readonly Field[] = [
  { ...asked('kind', 'publications.kind'), kind: 'choice', options: publicationKind.options.map((value) => ({ value, label: labelOf(`publications.kind.${value}`) })) },
  { ...asked('region', 'publications.region'), kind: 'reference', to: 'region', among: {} },
];
const withdrawal: readonly Field[] = [{ ...asked('reason', 'publications.reason', 'publications.reasonHelp'), kind: 'text', long: true, most: 500 }];

export function Draft({ onDrafted }: { onDrafted(id: string): void }) {
  const { t } = usePublicationWords();
  const client = useQueryClient();
  const region = session()?.me.region;
  const send = async (body: unknown, key: string): Promise<void> => {
    const { id } = await draftPublication(body, key);
    await client.invalidateQueries({ queryKey: ['publications'] });
    notify(t('publications.saved'));
    onDrafted(id);
  };
  return (
    <section className="part">
      <Form name="publication new" fields={[...place, ...content]} initial={region === undefined ? {} : { region }} submit={t('publications.saveDraft')} send={send} />
    </section>
  );
}

/** One publication of the unit: its draft, what is published of it, and what its head may do. */
export function Editor({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(ownPublication(id));
  useTitle(data?.title ?? null);
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  return data === undefined ? <Loading rows={2} height={200} /> : <Opened publication={data} />;
}

function Opened({ publication }: { readonly publication: Publication }) {
  const { on, t } = usePublicationWords();
  const client = useQueryClient();
  const { id, title, text, kind, status, version, publishedAt, withdrawnReason, updatedAt } = publication;
  const head = session()?.me.roles.includes('unitHead') ?? false;
  const done = async (said: string): Promise<void> => {
    notify(said);
    await client.invalidateQueries({ queryKey: ['publications'] });
  };
  return (
    <div className="columns">
      <section className="part">
        <Form
          key={updatedAt} // what was saved is what one goes on from
          name={`publication ${id}`}
          fields={content}
          initial={{ title, text }}
          submit={t('publications.saveDraft')}
          send={async (body, key) => {
            await changePublication(id, body, key);
            await done(t('publications.saved'));
          }}
        />
      </section>
      <div>
        <section className="part">
          <h2>{t('publications.status')}</h2>
          <p>
            <span className={`mark${status === 'withdrawn' ? '' : ' calm'}`}>{t(`publications.status.${status}`)}</span> {t(`publications.kind.${kind}`)}
          </p>
          {version > 0 && publishedAt !== null && (
            <p>
              {t('case.version', { version })} · {on(publishedAt)} · <Link to="/disclosure/$publication" params={{ publication: id }}>{t('publications.see')}</Link>
            </p>
          )}
          {withdrawnReason !== null && <p className="said">{withdrawnReason}</p>}
          {head ? <Publish publication={publication} onDone={done} /> : <p className="hint">{t('publications.headOnly')}</p>}
        </section>
        {head && status === 'published' && (
          <section className="part withdraw">
            <h2>{t('publications.withdraw')}</h2>
            <Form
              name={`withdraw ${id}`}
              fields={withdrawal}
              submit={t('publications.withdraw')}
              danger
              send={async (body, key) => {
                await withdrawPublication(id, body, key);
                await done(t('publications.withdrawn'));
              }}
            />
          </section>
        )}
        {version > 0 && <Versions id={id} />}
      </div>
    </div>
  );
}

function Publish({ publication: { id, version, updatedAt }, onDone }: { readonly publication: Publication; onDone(said: string): Promise<void> }) {
  const { t } = usePublicationWords();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const publish = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await publishPublication(id, attempt([id, updatedAt]));
      await onDone(t('publications.published', { version: made.version }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {failure !== null && <ProblemText failure={failure} />}
      <p>
        <Button type="primary" loading={busy} onClick={() => void publish()}>
          {version === 0 ? t('publications.publish') : t('publications.publishAgain', { version: version + 1 })}
        </Button>
      </p>
    </>
  );
}

function Versions({ id }: { readonly id: string }) {
  const { on, t } = usePublicationWords();
  const { data = [] } = useQuery(publishedVersions(id));
  return (
    <section className="part steps">
      <h2>{t('publications.versions')}</h2>
      {data.map(({ version, title, text, publishedAt }) => (
        <details key={version}>
          <summary>
            {t('case.version', { version })} · {on(publishedAt)}
          </summary>
          <p><strong>{title}</strong></p>
          {text !== null && <p className="text">{text}</p>}
        </details>
      ))}
    </section>
  );
}
