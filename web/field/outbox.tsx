import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Blank } from '../app/blank.tsx';
import { Dialog } from '../app/dialog.tsx';
import { useTitle } from '../app/use-title.ts';
import { wasTried, type Entry } from './entry.ts';
import { EntryState } from './entry-state.tsx';
import { discard, send, takeBack, useField } from './store.ts';
import { useFieldWords } from './words.ts';

/** 待发送: everything that was entered on this phone, from the first letter to the answer. */
export function Outbox() {
  const { t } = useFieldWords();
  const { entries, locked, sending } = useField();
  const [leaving, setLeaving] = useState<Entry | null>(null);
  useTitle(t('field.outbox'));
  const groups = [
    ['refused', entries.filter(({ state }) => state === 'refused')],
    ['waiting', entries.filter(({ state }) => state === 'waiting' || state === 'sending')],
    ['draft', entries.filter(({ state }) => state === 'draft')],
    ['delivered', entries.filter(({ state }) => state === 'delivered').toReversed()],
  ] as const;
  const waits = entries.some(({ state }) => state === 'waiting' || state === 'sending');
  return (
    <>
      <header className="head">
        <h1>{t('field.outbox')}</h1>
        {waits && (
          <Button type="primary" size="large" loading={sending} disabled={locked} onClick={() => void send({ now: true })}>
            {t('field.sendNow')}
          </Button>
        )}
      </header>
      {entries.length === 0 && (
        <Blank title={t('field.outboxEmpty')}>
          <p>{t('field.outboxEmptyText')}</p>
        </Blank>
      )}
      {groups.map(
        ([group, list]) =>
          list.length > 0 && (
            <section key={group} className="urgency">
              <h2>
                {t(`field.group.${group}`)} <span className="number">{list.length}</span>
              </h2>
              <ul className="rows entries">
                {list.map((entry) => (
                  <li key={entry.id}>
                    <EntryState entry={entry} />
                    <Ways entry={entry} onDiscard={() => setLeaving(entry)} />
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {leaving !== null && (
        <Dialog title={t('field.discardTitle')} onClose={() => setLeaving(null)}>
          <p>{t('field.discardText')}</p>
          <EntryState entry={leaving} />
          <p>
            <Button danger type="primary" onClick={() => void discard(leaving.id).then(() => setLeaving(null))}>
              {t('field.discard')}
            </Button>
          </p>
        </Dialog>
      )}
    </>
  );
}

function Ways({ entry, onDiscard }: { readonly entry: Entry; onDiscard(): void }) {
  const { t } = useFieldWords();
  const navigate = useNavigate();
  const { locked } = useField();
  const { id, input, state } = entry;
  if (locked || state === 'delivered' || (state !== 'draft' && state !== 'refused' && wasTried(entry))) return null;
  const place =
    input.kind === 'event'
      ? { view: 'report', entry: id }
      : { step: `${input.caseNo}/${input.step}`, ...(input.kind === 'visit' ? { household: input.household } : {}) };
  const edit = async (): Promise<void> => {
    if ((await takeBack(id)) !== null) await navigate({ to: '/field', search: place });
  };
  const accepting = input.kind === 'step' && input.action === 'accept';
  return (
    <div className="ways">
      {!accepting && state !== 'waiting' && (
        <Link to="/field" search={place}>
          {t(state === 'refused' ? 'field.correct' : 'field.goOn')}
        </Link>
      )}
      {!accepting && state === 'waiting' && (
        <Button size="small" onClick={() => void edit()}>
          {t('field.change')}
        </Button>
      )}
      <Button size="small" onClick={onDiscard}>
        {t('field.discard')}
      </Button>
    </div>
  );
}
