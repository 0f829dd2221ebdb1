import { Button, Input } from 'antd';
import { useId, useState, type SubmitEvent } from 'react';
import type { AuditVerification } from '../../contracts/api/audit.ts';
import { json } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useAuditWords } from './words.ts';

/** Checks the chain stretch by stretch, to its end or to the first entry that does not fit. */
export function Chain() {
  const { t } = useAuditWords();
  const id = useId();
  const [witness, setWitness] = useState('');
  const [malformed, setMalformed] = useState(false);
  const [count, setCount] = useState<number | null>(null);
  const [found, setFound] = useState<AuditVerification | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const stretches = async (after: number, before: number): Promise<void> => {
    const told = await json<AuditVerification>('GET', '/audit/verification', { query: { after, witness: witness.trim() } });
    setCount(before + told.checked);
    if (told.next === null) setFound(told);
    else await stretches(told.next, before + told.checked);
  };
  const verify = async (): Promise<void> => {
    setFound(null);
    setFailure(null);
    const wrong = witness.trim() !== '' && !/^\d+:[0-9a-f]{64}$/.test(witness.trim());
    setMalformed(wrong);
    if (wrong) return;
    setCount(0);
    try {
      await stretches(0, 0);
    } catch (error) {
      setFailure(error);
      setCount(null);
    }
  };
  const busy = count !== null && found === null;

  return (
    <section className="part chain">
      <p className="hint">{t('audit.about')}</p>
      <form
        className="form"
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          void verify();
        }}
      >
        <div className="field">
          <label htmlFor={id}>{t('audit.witness')}</label>
          <p className="hint" id={`${id}-help`}>
            {t('audit.witnessHelp')}
          </p>
          <Input id={id} value={witness} spellCheck={false} autoComplete="off" aria-invalid={malformed} aria-describedby={`${id}-help`} onChange={({ target }) => setWitness(target.value)} />
          {malformed && (
            <p className="fault" role="alert">
              {t('audit.witnessBad')}
            </p>
          )}
        </div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('audit.verify')}
        </Button>
      </form>
      <div role="status">
        {busy && <p>{t('audit.verifying', { count })}</p>}
        {found !== null && <Result found={found} count={count ?? 0} />}
      </div>
      {failure !== null && <ProblemText failure={failure} />}
    </section>
  );
}

function Result({ found: { fault, head, witness }, count }: { readonly found: AuditVerification; readonly count: number }) {
  const { t } = useAuditWords();
  const last = head === null ? '' : `${head.seq}:${head.hash}`;
  return (
    <>
      {fault === null ? <p className="whole">✓ {t('audit.whole', { count })}</p> : <p className="problem">{t('audit.broken', { seq: fault })}</p>}
      {witness === 'agrees' && <p className="whole">✓ {t('audit.agrees')}</p>}
      {witness === 'differs' && <p className="problem">{t('audit.differs')}</p>}
      {head !== null && (
        <>
          <h2>{t('audit.head')}</h2>
          <p>
            <code className="head-hash">{last}</code>
          </p>
          <p className="together">
            <Button size="small" onClick={() => void navigator.clipboard.writeText(last).then(() => notify(t('copied')))}>
              {t('copy')}
            </Button>
            <span className="hint">{t('audit.headText')}</span>
          </p>
        </>
      )}
    </>
  );
}
