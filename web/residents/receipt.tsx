import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { ratingLabels } from '../../contracts/action.ts';
import { api, type ReceiptView } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { useAttempt } from '../forms/attempt.ts';
import { Choices } from './question.tsx';
import { useResidentWords } from './words.ts';

const levels = [5, 4, 3, 2, 1] as const;

/** For residents: where my matter stands, what comes next, and what I think of it. Nobody needs an account. */
export default function Receipt() {
  const { t } = useResidentWords();
  const [found, setFound] = useState<{ readonly code: string; readonly view: ReceiptView } | null>(null);
  useTitle(t('receipt.title'));
  return (
    <>
      <h1>{t('receipt.title')}</h1>
      {found === null ? <LookUp onFound={(code, view) => setFound({ code, view })} /> : (
        <>
          <Progress view={found.view}>
            {found.view.appointment !== null && <Appointment code={found.code} appointment={found.view.appointment} onCancelled={(view) => setFound({ ...found, view })} />}
            {found.view.mayRate && <Rating code={found.code} onRated={(view) => setFound({ ...found, view })} />}
          </Progress>
          <p>
            <Button size="large" onClick={() => setFound(null)}>{t('receipt.another')}</Button>
          </p>
        </>
      )}
    </>
  );
}

function LookUp({ onFound }: { onFound(code: string, view: ReceiptView): void }) {
  const { t } = useResidentWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  // The code stays out of the page's address: addresses are written into logs and histories.
  const lookUp = async (): Promise<void> => {
    const letters = typed.replaceAll(/[^0-9a-z]/gi, '').toUpperCase();
    setFailure(null);
    setWrong(letters.length !== 12);
    if (letters.length !== 12) return;
    const code = `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
    setBusy(true);
    try {
      onFound(code, await api.receipt(code));
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
        void lookUp();
      }}
    >
      <p>{t('receipt.lead')}</p>
      <div className="field">
        <label htmlFor={id}>{t('receipt.code')}</label>
        <p className="hint" id={`${id}-hint`}>{t('receipt.hint')}</p>
        <Input id={id} size="large" className="code" value={typed} maxLength={20} autoComplete="off" autoCapitalize="characters" spellCheck={false} aria-describedby={`${id}-hint`} aria-invalid={wrong} status={wrong ? 'error' : ''} onChange={({ target }) => setTyped(target.value)} />
        {wrong && <p className="fault" role="alert">{t('receipt.form')}</p>}
      </div>
      {failure !== null && <ProblemText failure={failure} />}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {t('receipt.submit')}
      </Button>
    </form>
  );
}

/** `children`: what the reader is asked to do, before the long list of what happened. */
function Progress({ view, children }: { readonly view: ReceiptView; readonly children: ReactNode }) {
  const { at, on, say, t } = useResidentWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <section className="part state">
        <h2 ref={heading} tabIndex={-1}>
          {say(view.procedure)} · {say(view.status)}
        </h2>
        <dl className="facts">
          <div>
            <dt>{t('case.number')}</dt>
            <dd className="number">{view.caseNo}</dd>
          </div>
          <div>
            <dt>{t('receipt.stage')}</dt>
            <dd><strong>{say(view.stage)}</strong></dd>
          </div>
          {view.next !== null && (
            <div>
              <dt>{t('receipt.next')}</dt>
              <dd>
                <strong>{t(view.appointment === null ? 'receipt.nextAt' : 'receipt.appointmentAt', { time: at(view.next.at) })}</strong>
                <br />
                {say(view.next.text)}
              </dd>
            </div>
          )}
          <div>
            <dt>{t('receipt.opened')}</dt>
            <dd>{on(view.openedAt)}</dd>
          </div>
          {view.closedAt !== null && (
            <div>
              <dt>{t('receipt.closed')}</dt>
              <dd>{on(view.closedAt)}</dd>
            </div>
          )}
        </dl>
      </section>
      {children}
      <section className="part">
        <h2>{t('receipt.progress')}</h2>
        {view.progress.length === 0 && <p>{t('receipt.progressNone')}</p>}
        <ol className="plain timeline">
          {view.progress.toReversed().map((each, index) => (
            <li key={index}>
              <time dateTime={each.at}>{at(each.at)}</time>
              <div>
                <p>{say(each.text)}</p>
                {each.details.map((detail, at) => (
                  <p key={at} className="said">
                    {say(detail.title)}: {say(detail.text)}
                  </p>
                ))}
              </div>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** 预约: when and where, and a way to give the place to somebody else. */
function Appointment({ code, appointment, onCancelled }: { readonly code: string; readonly appointment: NonNullable<ReceiptView['appointment']>; onCancelled(view: ReceiptView): void }) {
  const { at, say, t } = useResidentWords();
  const attempt = useAttempt();
  const [state, setState] = useState<'open' | 'sure' | 'busy' | 'done'>('open');
  const [failure, setFailure] = useState<unknown>(null);
  const cancel = async (): Promise<void> => {
    setFailure(null);
    setState('busy');
    try {
      const answer = await api.cancelAppointment(code, attempt([code, 'cancel']));
      setState('done');
      if ('progress' in answer) onCancelled(answer);
    } catch (error) {
      setFailure(error);
      setState('open');
    }
  };
  return (
    <section className="part">
      <h2>{t('receipt.appointment')}</h2>
      <p>
        <strong>{at(appointment.opensAt)}</strong> · {say(appointment.community)}
      </p>
      <p>{say(appointment.item)}</p>
      {failure !== null && <ProblemText failure={failure} />}
      {state === 'done' && <p className="thanks" role="status">✓ {t('receipt.cancelled')}</p>}
      {state === 'open' && (
        <p className="answers">
          <Button size="large" onClick={() => setState('sure')}>{t('receipt.cancel')}</Button>
        </p>
      )}
      {(state === 'sure' || state === 'busy') && (
        <div role="group" aria-label={t('receipt.cancelSure')}>
          <p>{t('receipt.cancelSure')}</p>
          <p className="answers">
            <Button size="large" disabled={state === 'busy'} onClick={() => setState('open')}>{t('receipt.cancelNot')}</Button>
            <Button danger type="primary" size="large" loading={state === 'busy'} onClick={() => void cancel()}>{t('receipt.cancelDo')}</Button>
          </p>
        </div>
      )}
    </section>
  );
}

function Rating({ code, onRated }: { readonly code: string; onRated(view: ReceiptView): void }) {
  const { say, t } = useResidentWords();
  const id = useId();
  const attempt = useAttempt();
  const [level, setLevel] = useState(0);
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');

  const rate = async (): Promise<void> => {
    setFailure(null);
    setMissing(level === 0);
    if (level === 0) return;
    const body = { level, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) };
    setState('busy');
    try {
      const answer = await api.rate(code, body, attempt([code, body]));
      setState('done');
      if ('progress' in answer) onRated({ ...answer, mayRate: true });
    } catch (error) {
      setFailure(error);
      setState('open');
    }
  };
  if (state === 'done') return <p className="part thanks" role="status">✓ {t('receipt.rated')}</p>;
  return (
    <form
      className="part form"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void rate();
      }}
    >
      <Choices
        legend={t('receipt.rate')}
        name="level"
        value={String(level)}
        choices={levels.map((each) => ({ value: String(each), label: say(ratingLabels[each] ?? { zh: String(each), en: String(each) }) }))}
        fault={missing && level === 0 ? t('receipt.rateChoose') : undefined}
        onChoose={(next) => setLevel(Number(next))}
      />
      <div className="field">
        <label htmlFor={`${id}-comment`}>{t('receipt.comment')}</label>
        <Input.TextArea id={`${id}-comment`} size="large" rows={3} maxLength={500} value={comment} disabled={state === 'busy'} onChange={({ target }) => setComment(target.value)} />
      </div>
      {failure !== null && <ProblemText failure={failure} />}
      <Button type="primary" size="large" block htmlType="submit" loading={state === 'busy'}>
        {t('receipt.rateSubmit')}
      </Button>
    </form>
  );
}
