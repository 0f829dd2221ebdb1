import { Button, Input } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import { api } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useWords } from '../words/use-words.ts';
import { begin } from './session.ts';

/** `as`: only this person, whose session expired. */
export function LogInForm({ as, onDone }: { readonly as?: string; onDone?(): void }) {
  const { t } = useWords();
  const id = useId();
  const [userName, setUserName] = useState(as ?? '');
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const logIn = async (): Promise<void> => {
    setFailure(null);
    setIncomplete(userName.trim() === '' || password === '');
    if (userName.trim() === '' || password === '') return;
    setBusy(true);
    try {
      begin(await api.logIn({ userName: userName.trim(), password }), userName.trim());
      onDone?.();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <form
      className="form"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void logIn();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('login.userName')}</label>
        <Input id={`${id}-name`} size="large" value={userName} readOnly={as !== undefined} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={as === undefined} onChange={({ target }) => setUserName(target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{t('login.password')}</label>
        <Input id={`${id}-password`} size="large" type="password" value={password} autoComplete="current-password" autoFocus={as !== undefined} onChange={({ target }) => setPassword(target.value)} />
      </div>
      {incomplete && <p className="fault" role="alert">{t('login.required')}</p>}
      {failure !== null && <ProblemText failure={failure} />}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {t('login.submit')}
      </Button>
    </form>
  );
}
