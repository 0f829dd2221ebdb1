import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Filed } from '../../contracts/api/residents.ts';
import { api } from '../api/client.ts';
import { saveFile } from '../app/save-file.ts';
import { useTitle } from '../app/use-title.ts';
import { useResidentWords } from './words.ts';

/** After something was taken in: the code, very large, to keep; and what comes next, by when. */
export function FiledPage({ title, filed, children }: { readonly title: string; readonly filed: Filed; readonly children?: ReactNode }) {
  const { at, say, t } = useResidentWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => heading.current?.focus(), []);
  useTitle(title);
  const { caseNo, receipt } = filed;
  const { data: view } = useQuery({ queryKey: ['public', 'receipt', receipt], queryFn: () => api.receipt(receipt), gcTime: 0 });
  const next = view?.next ?? null;
  const sheet = [title, `${t('case.number')} ${caseNo}`, `${t('receipt.code')} ${receipt}`, next === null ? [] : `${t('receipt.nextAt', { time: at(next.at) })}:${say(next.text)}`].flat().join('\n');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(receipt).then(() => setSaid(t('copied')), () => setSaid(t('filed.copyFailed')));
  };
  return (
    <div className="filed">
      <h1 ref={heading} tabIndex={-1}>✓ {title}</h1>
      <p>{t('filed.keep')}</p>
      <p className="code-shown" aria-label={t('receipt.code')} role="group">{receipt}</p>
      <div className="answers">
        <Button size="large" onClick={() => void copy()}>{t('copy')}</Button>
        <Button size="large" onClick={() => saveFile(new Blob([`${sheet}\n`], { type: 'text/plain;charset=utf-8' }), `${t('receipt.code')}.txt`)}>{t('filed.save')}</Button>
        <Button size="large" onClick={() => window.print()}>{t('filed.print')}</Button>
      </div>
      <p className="uploaded" role="status">{said}</p>
      <section className="part">
        <h2>{t('filed.next')}</h2>
        <dl className="facts">
          <div>
            <dt>{t('case.number')}</dt>
            <dd className="number">{caseNo}</dd>
          </div>
          {view !== undefined && (
            <div>
              <dt>{t('receipt.stage')}</dt>
              <dd>{say(view.stage)}</dd>
            </div>
          )}
          {next !== null && (
            <div>
              <dt>{t('receipt.next')}</dt>
              <dd>
                <strong>{t(view?.appointment === null ? 'receipt.nextAt' : 'receipt.appointmentAt', { time: at(next.at) })}</strong>
                <br />
                {say(next.text)}
              </dd>
            </div>
          )}
        </dl>
        <p>{t('filed.lookUp')}</p>
      </section>
      {children}
      <p className="more">
        <Link to="/receipt">{t('residents.receipt')}</Link>
      </p>
    </div>
  );
}
