import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { Refusal } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useWords } from '../words/use-words.ts';
import { useAttempt } from './attempt.ts';
import { session } from '../session/session.ts';
import { FormRegionContext } from './case-choices.ts';
import { useDraft } from './drafts.ts';
import { Fields, type Faults } from './field-input.tsx';
import type { Field } from './schema.ts';
import { bodyOf, errorsByPlace, initialOf, missingIn, placesOf, type Group } from './values.ts';

interface Props {
  /** Names the form: what is typed into it is kept under this name until it was sent. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly initial?: Group;
  readonly submit: string;
  readonly danger?: boolean;
  readonly children?: ReactNode;
  /** Told what stands in the form, now and after each change: for what is shown beside it. */
  watch?(values: Group): void;
  /** Sends the form. When it throws, everything typed stays, and the refusal is shown. */
  send(body: Record<string, unknown>, key: string): Promise<unknown>;
}

/** A form that loses nothing: not to a refusal, an expired session, a broken line or a closed panel. */
export function Form({ name, fields, initial, submit, danger = false, children, watch, send }: Props) {
  const words = useWords();
  const { t } = words;
  const [values, change, forget] = useDraft(name, () => ({ ...initialOf(fields), ...initial }));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  const form = useRef<HTMLFormElement>(null);

  const errors = failure instanceof Refusal ? (failure.problem.errors ?? []) : [];
  const placed = errorsByPlace(errors, placesOf(fields, values));
  const faults: Faults = new Map<string, readonly string[]>([
    ...[...placed].map(([place, each]) => [place, each.map((error) => error[words.language])] as const),
    ...missing.map((place) => [place, [t('form.missing')]] as const),
  ]);

  useEffect(() => watch?.(values), [watch, values]);

  // Whoever sent a form with faults is led to the first of them.
  useEffect(() => {
    if (missing.length === 0 && failure === null) return;
    const fault = form.current?.querySelector('.fault')?.closest('.field, .group')?.querySelector<HTMLElement>('input, textarea, button');
    (fault ?? form.current?.querySelector<HTMLElement>('[role=alert]'))?.focus();
  }, [missing, failure]);

  const sendIt = async (): Promise<void> => {
    const absent = missingIn(fields, values);
    setFailure(null);
    setMissing(absent);
    if (absent.length > 0) return;
    const body = bodyOf(fields, values);
    setBusy(true);
    try {
      await send(body, attempt([name, body]));
      forget();
      attempt(null); // The same said once more is another attempt.
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!busy) void sendIt();
  };

  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="form">
      {children}
      <FormRegionContext value={typeof values['region'] === 'string' && values['region'] !== '' ? values['region'] : session()?.me.region}>
        <Fields fields={fields} values={values} faults={faults} disabled={busy} onChange={change} />
      </FormRegionContext>
      {failure !== null && <ProblemText failure={failure} lines={(placed.get('') ?? []).map((error) => error[words.language])} />}
      {missing.length > 0 && <p className="fault">{t('form.faults', { count: missing.length })}</p>}
      <Button type="primary" htmlType="submit" danger={danger} loading={busy} aria-label={busy ? t('action.sending') : submit}>
        {submit}
      </Button>
    </form>
  );
}
