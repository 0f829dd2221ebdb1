import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { waitingAtMost, type Webhook } from '../../contracts/api/notifications.ts';
import { json } from '../api/client.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Dialog } from '../app/dialog.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { useAttempt } from '../forms/attempt.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import { useSession } from '../session/session.ts';
import { formOf, line, named } from './fields.ts';
import { rulesQueries, useMay } from './rules-queries.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

type WithSecret = Webhook & { readonly secret: string | null };

/** 消息推送: addresses that are told of the cases of a unit, how they fare, and how a receiver knows that it is us. */
export default function Webhooks() {
  const { t } = useRulesWords();
  const may = useMay('unitHead', 'systemAdministrator');
  return (
    <div className="rules">
      <header className="head">
        <h1>{t('webhooks.title')}</h1>
        <p className="hint">{t('webhooks.intro')}</p>
      </header>
      {may ? <Own /> : <Blank title={t('webhooks.notYours')}><p>{t('webhooks.notYoursText')}</p></Blank>}
      <Signature />
    </div>
  );
}

function Own() {
  const { t } = useRulesWords();
  const { data, error, isPending, refetch } = useQuery(rulesQueries.webhooks());
  const [secret, setSecret] = useState<WithSecret | null>(null);
  const isHead = useMay('unitHead');
  if (isPending) return <Loading rows={2} height={150} />;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return (
    <>
      {isHead ? <Add onMade={setSecret} /> : <p className="hint">{t('webhooks.administratorText')}</p>}
      {data.length === 0 && <Blank title={t('webhooks.none')} />}
      <ul className="webhooks">
        {data.map((each) => <Hook key={each.id} hook={each} onRotated={setSecret} />)}
      </ul>
      {secret !== null && <Secret made={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

const fields = formOf({ url: named('webhooks.url', line(199), 'webhooks.urlHelp') });

function Add({ onMade }: { onMade(made: WithSecret): void }) {
  const { t } = useRulesWords();
  const client = useQueryClient();
  const unit = useSession()?.me.unit;
  return (
    <section className="part">
      <h2>{t('webhooks.add')}</h2>
      <Form
        name="webhook/new"
        fields={fields}
        submit={t('webhooks.add')}
        send={async (body, key) => {
          const made = await json<WithSecret>('POST', '/webhooks', { body: { ...body, unit }, key });
          await client.invalidateQueries({ queryKey: ['webhooks'] });
          onMade(made);
        }}
      />
    </section>
  );
}

/** Told once: whoever closes this without keeping it has to rotate. */
function Secret({ made, onClose }: { readonly made: WithSecret; onClose(): void }) {
  const { t } = useRulesWords();
  return (
    <Dialog title={t('webhooks.secretTitle')} onClose={onClose}>
      {made.secret === null ? (
        <p>{t('webhooks.secretGone')}</p>
      ) : (
        <>
          <p>{t('webhooks.secretText')}</p>
          <p className="secret"><code>{made.secret}</code></p>
          <p><Button onClick={() => void copy(made.secret ?? '', t('copied'))}>{t('copy')}</Button></p>
        </>
      )}
    </Dialog>
  );
}

async function copy(text: string, told: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  notify(told);
}

function Hook({ hook, onRotated }: { readonly hook: Webhook; onRotated(made: WithSecret): void }) {
  const { at, say, t } = useRulesWords();
  const client = useQueryClient();
  const [open, setOpen] = useState<'url' | 'rotate' | 'deactivate' | null>(null);
  const me = useSession()?.me;
  const isHead = me !== undefined && me.roles.includes('unitHead') && me.unit === hook.unit;
  const close = (): void => setOpen(null);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['webhooks'] });
  return (
    <li className="part">
      <h2>
        <span className="address">{hook.url}</span> <span className={hook.active ? 'mark calm' : 'mark quiet'}>{t(hook.active ? 'webhooks.active' : 'webhooks.inactive')}</span>
      </h2>
      <dl className="facts">
        <div>
          <dt>{t('webhooks.unit')}</dt>
          <dd><Named to="unit" id={hook.unit} /></dd>
        </div>
        <div>
          <dt>{t('webhooks.acknowledgedAt')}</dt>
          <dd>{hook.acknowledgedAt === null ? t('webhooks.never') : at(hook.acknowledgedAt)}</dd>
        </div>
        <div>
          <dt>{t('webhooks.waiting')}</dt>
          <dd>
            {hook.waitingSince === null
              ? t('webhooks.nothingWaits')
              : t(hook.waiting === waitingAtMost ? 'webhooks.waitsMany' : 'webhooks.waits', { count: hook.waiting, time: at(hook.waitingSince) })}
          </dd>
        </div>
        {hook.lastError !== null && (
          <div>
            <dt>{t('webhooks.lastError')}</dt>
            <dd className="wrong">
              {say(hook.lastError)}
              {hook.failures > 0 && ` · ${t('webhooks.failures', { count: hook.failures })}`}
              {hook.triedAgainAt !== null && ` · ${t('webhooks.triedAgainAt', { time: at(hook.triedAgainAt) })}`}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('webhooks.createdAt')}</dt>
          <dd>{at(hook.createdAt)}</dd>
        </div>
      </dl>
      {hook.active && (
        <p className="ways">
          {isHead && <Button size="small" onClick={() => setOpen('url')}>{t('webhooks.move')}</Button>}
          {isHead && <Button size="small" onClick={() => setOpen('rotate')}>{t('webhooks.rotate')}</Button>}
          <Button size="small" danger onClick={() => setOpen('deactivate')}>{t('webhooks.deactivate')}</Button>
        </p>
      )}
      {open === 'url' && (
        <>
          <Form
            name={`webhook/${hook.id}`}
            fields={fields}
            initial={{ url: hook.url }}
            submit={t('webhooks.move')}
            send={async (body) => {
              await json<Webhook>('PUT', `/webhooks/${hook.id}/url`, { body });
              notify(t('saved'));
              await refresh();
              close();
            }}
          >
            <p className="hint">{t('webhooks.moveText')}</p>
          </Form>
          <Button onClick={close}>{t('cancel')}</Button>
        </>
      )}
      {open === 'rotate' && (
        <Ask
          title={t('webhooks.rotate')}
          text={t('webhooks.rotateText')}
          onClose={close}
          onSure={async (key) => {
            const made = await json<WithSecret>('POST', `/webhooks/${hook.id}/rotate`, { key });
            close();
            onRotated(made);
          }}
        />
      )}
      {open === 'deactivate' && (
        <Ask
          title={t('webhooks.deactivate')}
          text={t('webhooks.deactivateText')}
          onClose={close}
          onSure={async () => {
            await json<Webhook>('POST', `/webhooks/${hook.id}/deactivate`);
            notify(t('saved'));
            await refresh();
            close();
          }}
        />
      )}
    </li>
  );
}

interface AskProps {
  readonly title: string;
  readonly text: string;
  onClose(): void;
  onSure(key: string): Promise<void>;
}

function Ask({ title, text, onClose, onSure }: AskProps) {
  const { t } = useRulesWords();
  const attempt = useAttempt();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSure(attempt(title));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {failure !== null && <ProblemText failure={failure} />}
      <p><Button type="primary" danger loading={busy} onClick={() => void act()}>{t('webhooks.sure')}</Button></p>
    </Dialog>
  );
}

const verify = `const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
const signed = \`\${headers['webhook-id']}.\${headers['webhook-timestamp']}.\${rawBody}\`;
const own = 'v1,' + createHmac('sha256', key).update(signed).digest('base64');
const genuine = headers['webhook-signature'].split(' ').some((each) => each.length === own.length && timingSafeEqual(Buffer.from(each), Buffer.from(own)));`;

function Signature() {
  const { t } = useRulesWords();
  return (
    <details className="part signature">
      <summary>{t('webhooks.signature')}</summary>
      <ol className="plain">
        <li>{t('webhooks.signatureHeaders')}</li>
        <li>{t('webhooks.signatureSigned')}</li>
        <li>{t('webhooks.signatureSeveral')}</li>
        <li>{t('webhooks.signatureTime')}</li>
        <li>{t('webhooks.signatureAnswer')}</li>
      </ol>
      <pre tabIndex={0}><code>{verify}</code></pre>
    </details>
  );
}
