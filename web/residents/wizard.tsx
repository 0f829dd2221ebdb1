import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { Refusal } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useResidentWords } from './words.ts';

export interface Step {
  readonly title: string;
  /** What is still missing, in a sentence; null where nothing is. */
  missing(): string | null;
  /** Paths of the fields that are asked for here: a refusal leads back to them. */
  readonly paths: readonly string[];
  readonly body: ReactNode;
}

/** One question at a time, back and forth; nothing answered is lost. `failure`: why the last attempt to send was refused. */
export function Wizard({ steps, submit, busy, failure, onSend }: { readonly steps: readonly Step[]; readonly submit: string; readonly busy: boolean; readonly failure: unknown; onSend(): void }) {
  const { language, t } = useResidentWords();
  const [at, setAt] = useState(0);
  const [missing, setMissing] = useState<string | null>(null);
  const [answered, setAnswered] = useState<unknown>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const alert = useRef<HTMLDivElement>(null);

  // A refusal is shown where it can be put right.
  if (failure !== answered) {
    setAnswered(failure);
    const wrong = failure instanceof Refusal ? (failure.problem.errors ?? []) : [];
    const place = steps.findIndex(({ paths }) => wrong.some(({ path }) => paths.some((each) => path.startsWith(each))));
    if (place >= 0) setAt(place);
  }
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [at]);
  useEffect(() => {
    if (missing !== null || failure !== null) alert.current?.focus();
  }, [missing, failure]);

  const step = steps[at];
  if (step === undefined) return null;
  const last = at === steps.length - 1;
  const next = (): void => {
    const lacking = step.missing();
    setMissing(lacking);
    if (lacking !== null) return;
    if (last) onSend();
    else setAt(at + 1);
  };
  const back = (): void => {
    setMissing(null);
    setAt(at - 1);
  };
  const errors = failure instanceof Refusal ? (failure.problem.errors ?? []).map((each) => each[language]) : [];
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        if (!busy) next();
      }}
    >
      <div className="wizard-head">
        <p>{t('residents.step', { number: at + 1, of: steps.length })}</p>
        <h2 ref={heading} tabIndex={-1}>{step.title}</h2>
        <progress value={at + 1} max={steps.length} aria-label={t('residents.step', { number: at + 1, of: steps.length })} />
      </div>
      {step.body}
      <div ref={alert} tabIndex={-1}>
        {missing !== null && step.missing() !== null && <p className="fault" role="alert">{missing}</p>}
        {failure !== null && <ProblemText failure={failure} lines={errors} />}
      </div>
      <div className="answers">
        {at > 0 && <Button size="large" disabled={busy} onClick={back}>{t('residents.back')}</Button>}
        <Button type="primary" size="large" htmlType="submit" loading={busy}>{last ? submit : t('residents.next')}</Button>
      </div>
    </form>
  );
}
