import { Button, Input } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import { api, Refusal } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useWords } from '../words/use-words.ts';

/** Changes one's own password; sessions elsewhere end with it. */
export function PasswordForm({ onDone }: { onDone?(): void }) {
  const { language, t } = useWords();
  const id = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const change = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await api.changePassword({ current, next });
      notify(t('password.done'));
      setCurrent('');
      setNext('');
      onDone?.();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="form"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void change();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-current`}>{t('password.current')}</label>
        <Input id={`${id}-current`} type="password" autoComplete="current-password" value={current} onChange={({ target }) => setCurrent(target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-next`}>{t('password.next')}</label>
        <p className="hint" id={`${id}-rule`}>{t('password.rule')}</p>
        <Input id={`${id}-next`} type="password" autoComplete="new-password" aria-describedby={`${id}-rule`} value={next} onChange={({ target }) => setNext(target.value)} />
      </div>
      {failure !== null && <ProblemText failure={failure} lines={failure instanceof Refusal ? (failure.problem.errors ?? []).map((error) => error[language]) : []} />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('password.submit')}
      </Button>
    </form>
  );
}
