import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { accountState, newAccount, type Account } from '../../contracts/api/accounts.ts';
import { roleLabels } from '../../contracts/roles.ts';
import { json } from '../api/client.ts';
import { pagesOf } from '../api/pages-of.ts';
import { Loading } from '../app/blank.tsx';
import { Confirm } from '../app/confirm.tsx';
import { Listed, Table } from '../app/listed.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { SearchBox } from '../app/search-box.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import { fieldsIn } from '../registry/contract-form.ts';
import { fresh } from '../registry/section.tsx';
import './accounts.css';
import { OneTime, oneTimePassword } from './one-time.tsx';
import { useAccountWords } from './words.ts';

const route = getRouteApi('/inside/accounts');
const Keys = lazy(() => import('./keys.tsx'));
const fields = fieldsIn(newAccount.omit({ password: true }));

/** 账号: for the security administrator, who gives log-ins and takes them away, and sees no business data. */
export default function Accounts() {
  const { t } = useAccountWords();
  const { one, view } = route.useSearch();
  useTitle(t('accounts.title'));
  return (
    <div className="page">
      {one === fresh && <NewAccount />}
      {one !== undefined && one !== fresh && <AccountPage key={one} userName={one} />}
      {one === undefined && (
        <>
          <Heading />
          {view === 'keys' ? (
            <Suspense fallback={<Loading rows={4} height={52} />}>
              <Keys />
            </Suspense>
          ) : (
            <AccountList />
          )}
        </>
      )}
    </div>
  );
}

function Heading() {
  const { t } = useAccountWords();
  const { q, ...others } = route.useSearch();
  const { view } = others;
  const navigate = useNavigate();
  return (
    <header className="head">
      <h1>{t('accounts.title')}</h1>
      <nav className="tabs" aria-label={t('accounts.views')}>
        {([['people', undefined], ['keys', 'keys']] as const).map(([name, wanted]) => (
          <Link key={name} to="/accounts" search={wanted === undefined ? {} : { view: wanted }} activeOptions={{ exact: true }} className={view === wanted ? 'on' : ''} aria-current={view === wanted ? 'page' : undefined}>
            {t(`accounts.${name}`)}
          </Link>
        ))}
      </nav>
      {view === undefined && (
        <>
          <Button type="primary" onClick={() => void navigate({ to: '/accounts', search: { one: fresh } })}>
            {t('accounts.open')}
          </Button>
          <SearchBox label={t('accounts.search')} value={q} onSearch={(wanted) => void navigate({ to: '/accounts', search: { ...others, ...(wanted === undefined ? {} : { q: wanted }) } })} />
        </>
      )}
    </header>
  );
}

function AccountList() {
  const { at, language, say, t } = useAccountWords();
  const search = route.useSearch();
  const { q, state } = search;
  const now = useNow();
  const list = useInfiniteQuery(pagesOf<Account>('accounts', '/accounts', { q, state }));
  return (
    <>
      <nav className="filter" aria-label={t('accounts.state')}>
        <span aria-hidden="true">{t('accounts.state')}</span>
        <ul>
          {[undefined, ...accountState.options].map((each) => (
            <li key={each ?? ''}>
              <Link
                to="/accounts"
                search={{ ...(q === undefined ? {} : { q }), ...(each === undefined ? {} : { state: each }) }}
                activeOptions={{ exact: true }}
                className={state === each ? 'on' : ''}
                aria-current={state === each ? 'true' : undefined}
              >
                {each === undefined ? t('cases.all') : t(`accounts.state.${each}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Listed list={list} empty={t('accounts.none')} rows={8}>
        {(items) => (
          <Table
            name={t('accounts.title')}
            items={items}
            keyOf={({ userName }) => userName}
            columns={[
              {
                title: t('login.userName'),
                of: ({ userName }) => (
                  <Link to="/accounts" search={{ ...search, one: userName }}>
                    {userName}
                  </Link>
                ),
              },
              { title: t('accounts.officer'), of: ({ name }) => name },
              { title: t('accounts.unit'), of: ({ unit }) => <Named to="unit" id={unit} /> },
              { title: t('accounts.roles'), of: ({ roles }) => roles.map((role) => say(roleLabels[role])).join(language === 'zh' ? '、' : ', ') },
              { title: t('accounts.changed'), of: ({ passwordChangedAt }) => at(passwordChangedAt) },
              { title: t('accounts.state'), of: (account) => <State account={account} now={now} /> },
            ]}
          />
        )}
      </Listed>
    </>
  );
}

function State({ account, now }: { readonly account: Account; readonly now: number }) {
  const { t } = useAccountWords();
  const states = [...(account.active ? [] : ['disabled' as const]), ...(isLocked(account, now) ? ['locked' as const] : []), ...(account.mustChangePassword ? ['first' as const] : [])];
  if (states.length === 0) return t('accounts.state.usable');
  return states.map((state) => (
    <span key={state} className={state === 'first' ? 'mark calm' : 'mark'}>
      {t(`accounts.state.${state}`)}
    </span>
  ));
}

function isLocked({ lockedUntil }: Account, now: number): boolean {
  return lockedUntil !== null && Date.parse(lockedUntil) > now;
}

function Back() {
  const { t } = useAccountWords();
  const { one: _, ...others } = route.useSearch();
  return (
    <p className="hint">
      <Link to="/accounts" search={others}>
        ← {t('accounts.back')}
      </Link>
    </p>
  );
}

function NewAccount() {
  const { t } = useAccountWords();
  const client = useQueryClient();
  const [password, setPassword] = useState(oneTimePassword);
  const [made, setMade] = useState<{ readonly userName: string; readonly password: string } | null>(null);
  return (
    <>
      <header className="head">
        <Back />
        <h1>{t('accounts.open')}</h1>
      </header>
      {made === null ? (
        <section className="part narrowly">
          <p className="hint">{t('accounts.openAbout')}</p>
          <Form
            name="account"
            fields={fields}
            submit={t('accounts.open')}
            send={async (body, key) => {
              const { userName } = await json<Account>('POST', '/accounts', { body: { ...body, password }, key });
              setMade({ userName, password });
              setPassword(oneTimePassword());
              await client.invalidateQueries({ queryKey: ['accounts'] });
            }}
          />
        </section>
      ) : (
        <OneTime title={`${t('accounts.opened')}: ${made.userName}`} name={t('accounts.password')} secret={made.password} text={t('accounts.passwordOnce')} />
      )}
    </>
  );
}

type Step = 'unlock' | 'reset' | 'disable' | 'enable';
const told = { unlock: 'accounts.unlocked', disable: 'accounts.disabled', enable: 'accounts.enabled' } as const;

function AccountPage({ userName }: { readonly userName: string }) {
  const { at, language, say, t } = useAccountWords();
  const client = useQueryClient();
  const now = useNow();
  const [asked, setAsked] = useState<Step | null>(null);
  const [given, setGiven] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['accounts', 'one', userName], queryFn: () => json<{ items: Account[] }>('GET', '/accounts', { query: { q: userName, limit: 200 } }) });
  useTitle(userName);
  const account = data?.items.find((each) => each.userName === userName);

  const act = async (step: Step): Promise<void> => {
    const password = oneTimePassword();
    if (step === 'reset') await json<Account>('POST', `/accounts/${userName}/password`, { body: { password } });
    else await json<Account>('POST', `/accounts/${userName}/${step}`);
    await client.invalidateQueries({ queryKey: ['accounts'] });
    if (step === 'reset') setGiven(password);
    else notify(t(told[step]));
  };

  return (
    <>
      <header className="head">
        <Back />
        <h1>{userName}</h1>
      </header>
      {isPending && <Loading rows={3} height={72} />}
      {error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data !== undefined && account === undefined && <p className="hint">{t('accounts.none')}</p>}
      {given !== null && <OneTime title={t('accounts.reset')} name={t('accounts.password')} secret={given} text={t('accounts.passwordOnce')} />}
      {account !== undefined && (
        <section className="part">
          <dl className="facts across">
            {[
              [t('accounts.officer'), account.name],
              [t('accounts.unit'), <Named key="unit" to="unit" id={account.unit} />],
              [t('accounts.roles'), account.roles.map((role) => say(roleLabels[role])).join(language === 'zh' ? '、' : ', ')],
              [t('accounts.state'), <State key="state" account={account} now={now} />],
              [t('accounts.failures'), account.failures],
              ...(isLocked(account, now) && account.lockedUntil !== null ? [[t('accounts.lockedUntil'), at(account.lockedUntil)] as const] : []),
              [t('accounts.changed'), at(account.passwordChangedAt)],
              [t('accounts.created'), at(account.createdAt)],
            ].map(([name, value]) => (
              <div key={String(name)}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="together">
            {isLocked(account, now) && (
              <Button type="primary" onClick={() => void act('unlock')}>
                {t('accounts.unlock')}
              </Button>
            )}
            <Button onClick={() => setAsked('reset')}>{t('accounts.reset')}</Button>
            <Button danger={account.active} onClick={() => (account.active ? setAsked('disable') : void act('enable'))}>
              {t(account.active ? 'accounts.disable' : 'accounts.enable')}
            </Button>
          </p>
        </section>
      )}
      {asked === 'reset' && <Confirm title={t('accounts.reset')} text={t('accounts.resetText')} onClose={() => setAsked(null)} act={() => act('reset')} />}
      {asked === 'disable' && <Confirm title={t('accounts.disable')} text={t('accounts.disableText')} danger onClose={() => setAsked(null)} act={() => act('disable')} />}
    </>
  );
}
