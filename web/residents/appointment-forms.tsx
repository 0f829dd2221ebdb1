import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { Filed } from '../../contracts/api/residents.ts';
import { homeDelivery } from '../../contracts/procedures/home-delivery.ts';
import { label, type Label } from '../../contracts/label.ts';
import { ProblemText } from '../app/problem.tsx';
import { Question } from './question.tsx';
import { publicQueries, sendAppointment, sendHomeVisit } from './residents-queries.ts';
import { useAnswers, type Answers } from './use-answers.ts';
import { useResidentWords } from './words.ts';

interface Props {
  readonly community: string;
  onBack(): void;
  onFiled(filed: Filed): void;
}

/** 预约: what for, and who comes. */
export function BookForm({ community, opensAt, onBack, onFiled }: Props & { readonly opensAt: string }) {
  const { at, say, t } = useResidentWords();
  const answers = useAnswers('appointment');
  const { data = [] } = useQuery(publicQueries.matters(''));
  const item = answers.text('item');
  const materials = data.find(({ code }) => code === item)?.materials ?? [];
  return (
    <Sheet
      title={t('services.book')}
      answers={answers}
      submit={t('services.bookSubmit')}
      missing={() => (item === '' ? t('services.chooseMatter') : null)}
      body={() => ({ community, opensAt, item, applicant: applicantOf(answers) })}
      way={sendAppointment}
      onBack={onBack}
      onFiled={onFiled}
    >
      <p className="place-found">{at(opensAt)}</p>
      <Question label={t('services.matter')} fault={answers.fault('item')}>
        {(about) => (
          <select {...about} value={item} onChange={({ target }) => answers.put({ item: target.value })}>
            <option value="">{t('form.choose')}</option>
            {data.map(({ code, name }) => (
              <option key={code} value={code}>{say(name)}</option>
            ))}
          </select>
        )}
      </Question>
      {materials.length > 0 && (
        <div>
          <p>{t('services.bring')}</p>
          <ul className="materials">
            {materials.map(({ id, name, required }) => (
              <li key={id}>
                · {say(name)} {!required && <small>({t('services.ifAny')})</small>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}

const { brings, because } = homeDelivery.matter.shape;

/** 上门: what is to be brought or done, why, and where. */
export function HomeVisitForm({ community, onBack, onFiled }: Props) {
  const { t } = useResidentWords();
  const answers = useAnswers('home-visit');
  return (
    <Sheet
      title={t('services.home')}
      answers={answers}
      submit={t('services.homeSubmit')}
      missing={() => (answers.text('brings') === '' || answers.text('because') === '' ? t('services.chooseBoth') : answers.text('address').trim().length < 2 ? t('services.giveAddress') : null)}
      body={() => ({ community, brings: answers.text('brings'), because: answers.text('because'), applicant: { ...applicantOf(answers), address: answers.text('address').trim() } })}
      way={sendHomeVisit}
      onBack={onBack}
      onFiled={onFiled}
    >
      <p>{t('services.homeLead')}</p>
      <OneOf label={t('services.brings')} answers={answers} name="brings" options={labelsOf(brings)} />
      <OneOf label={t('services.because')} answers={answers} name="because" options={labelsOf(because)} />
      <Question label={t('services.address')} fault={answers.fault('applicant.address')}>
        {(about) => <input {...about} type="text" autoComplete="street-address" maxLength={200} value={answers.text('address')} onChange={({ target }) => answers.put({ address: target.value })} />}
      </Question>
    </Sheet>
  );
}

function OneOf({ label: asked, answers, name, options }: { readonly label: string; readonly answers: Answers; readonly name: string; readonly options: ReadonlyArray<readonly [string, Label]> }) {
  const { say, t } = useResidentWords();
  return (
    <Question label={asked} fault={answers.fault(name)}>
      {(about) => (
        <select {...about} value={answers.text(name)} onChange={({ target }) => answers.put({ [name]: target.value })}>
          <option value="">{t('form.choose')}</option>
          {options.map(([value, each]) => (
            <option key={value} value={value}>{say(each)}</option>
          ))}
        </select>
      )}
    </Question>
  );
}

/** The answers of a choice of the contract, with its own words. */
function labelsOf({ options, meta }: { readonly options: readonly string[]; meta(): Readonly<Record<string, unknown>> | undefined }): ReadonlyArray<readonly [string, Label]> {
  const labels = meta()?.['labels'];
  return options.map((value) => [value, label.safeParse(typeof labels === 'object' && labels !== null ? Reflect.get(labels, value) : null).data ?? { zh: value, en: value }]);
}

function applicantOf(answers: Answers) {
  return { name: answers.text('name').trim(), phone: answers.text('phone').trim() };
}

interface SheetProps {
  readonly title: string;
  readonly answers: Answers;
  readonly submit: string;
  readonly children: ReactNode;
  missing(): string | null;
  body(): unknown;
  way(body: unknown, key: string): Promise<Filed>;
  onBack(): void;
  onFiled(filed: Filed): void;
}

/** A short form on a page of its own, that ends with name and telephone. */
function Sheet({ title, answers, submit, children, missing, body, way, onBack, onFiled }: SheetProps) {
  const { t } = useResidentWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [lacking, setLacking] = useState<string | null>(null);
  useEffect(() => heading.current?.focus(), []);
  const send = async (): Promise<void> => {
    const named = answers.text('name').trim() === '' ? t('who.missing.name') : answers.text('phone').trim() === '' ? t('who.missing.phone') : null;
    const absent = missing() ?? named;
    setLacking(absent);
    if (absent !== null) return;
    const filed = await answers.send(body(), way);
    if (filed !== null) onFiled(filed);
  };
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      <form
        className="form"
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (!answers.busy) void send();
        }}
      >
        {children}
        <Question label={t('who.name')} fault={answers.fault('applicant.name')}>
          {(about) => <input {...about} type="text" autoComplete="name" maxLength={60} value={answers.text('name')} onChange={({ target }) => answers.put({ name: target.value })} />}
        </Question>
        <Question label={t('who.phone')} fault={answers.fault('applicant.phone')}>
          {(about) => <input {...about} type="tel" autoComplete="tel" inputMode="tel" maxLength={20} value={answers.text('phone')} onChange={({ target }) => answers.put({ phone: target.value })} />}
        </Question>
        {lacking !== null && <p className="fault" role="alert">{lacking}</p>}
        {answers.failure !== null && <ProblemText failure={answers.failure} />}
        <div className="answers">
          <Button size="large" disabled={answers.busy} onClick={onBack}>{t('residents.back')}</Button>
          <Button type="primary" size="large" htmlType="submit" loading={answers.busy}>{submit}</Button>
        </div>
      </form>
    </>
  );
}
