import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { ImportReport, ImportTable } from '../../contracts/api/imports.ts';
import { file, json, Refusal } from '../api/client.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { Table } from '../app/listed.tsx';
import { saveFile } from '../app/save-file.ts';
import { useAttempt } from '../forms/attempt.ts';
import './registry.css';
import { registry } from './registry-queries.ts';
import { Chosen, SectionHead, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

/** 批量导入: a table is looked through before anything is imported; with one bad line nothing is. */
export default function Imports() {
  const { t } = useRegistryWords();
  const { kind } = useSection();
  const { data, error, isPending, refetch } = useQuery(registry.imports());
  const chosen = data?.items.find(({ what }) => what === kind) ?? data?.items[0];
  return (
    <>
      <SectionHead title={t('registry.imports')} />
      {isPending && <Loading rows={2} height={120} />}
      {data === undefined && error !== null && <LoadFailure failure={error} onRetry={refetch} />}
      {data?.items.length === 0 && (
        <Blank title={t('imports.none')}>
          <p>{t('imports.noneText')}</p>
        </Blank>
      )}
      {chosen !== undefined && (
        <>
          <Chosen label={t('imports.what')} name="kind" options={Object.fromEntries((data?.items ?? []).map(({ what, label }) => [what, label]))} always={chosen.what} />
          <Columns table={chosen} />
          <Import key={chosen.what} table={chosen} />
        </>
      )}
    </>
  );
}

function Columns({ table: { what, columns } }: { readonly table: ImportTable }) {
  const { language, say, t } = useRegistryWords();
  const template = async (format: 'csv' | 'xlsx'): Promise<void> => {
    try {
      saveFile(await file(`/imports/${what}/template`, { format }), `${what}-template.${format}`);
    } catch {
      notify(t('error.load'));
    }
  };
  return (
    <section className="part">
      <h2>{t('imports.template')}</h2>
      <p className="hint">{t('imports.columns', { columns: columns.map(({ label, required }) => `${say(label)}${required ? ' *' : ''}`).join(language === 'zh' ? '、' : ', ') })}</p>
      <p className="together">
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button key={format} onClick={() => void template(format)}>
            {t('imports.download', { format: format.toUpperCase() })}
          </Button>
        ))}
      </p>
    </section>
  );
}

interface Fault {
  readonly line: number | null;
  readonly column: string;
  readonly text: string;
}

function Import({ table: { what } }: { readonly table: ImportTable }) {
  const { language, say, t } = useRegistryWords();
  const id = useId();
  const client = useQueryClient();
  const attempt = useAttempt();
  const [table, setTable] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const post = async (given: File, dryRun: boolean): Promise<void> => {
    setBusy(true);
    setFailure(null);
    setReport(null);
    try {
      const key = attempt([what, given.name, given.size, given.lastModified, dryRun]);
      const told = await json<ImportReport>('POST', `/imports/${what}`, { query: { dryRun }, file: new Blob([given], { type: typeOf(given) }), key });
      setReport(told);
      if (told.applied) {
        await client.invalidateQueries({ queryKey: ['registry'] });
        notify(t('imports.done'));
      }
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const faults: readonly Fault[] = [
    ...(report?.faults ?? []).map((fault) => ({ line: fault.line, column: fault.column === null ? '' : say(fault.column), text: fault[language] })),
    ...(failure instanceof Refusal ? (failure.problem.errors ?? []).map((error) => ({ line: null, column: '', text: error[language] })) : []),
  ];
  return (
    <section className="part report">
      <h2>{t('imports.file')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('imports.choose')}</label>
        <input
          id={id}
          type="file"
          className="file"
          accept=".csv,.xlsx"
          onChange={({ target }) => {
            const given = target.files?.[0] ?? null;
            setTable(given);
            setReport(null);
            setFailure(null);
            if (given !== null) void post(given, true);
          }}
        />
        <p className="hint">{t('imports.checkedFirst')}</p>
      </div>
      <div role="status" className="report">
        {busy && <p>{t('imports.reading')}</p>}
        {report !== null && report.faults.length === 0 && <Report report={report} />}
        {failure !== null && <ProblemText failure={failure} />}
        {report !== null && report.faults.length > 0 && <p className="fault">{t('imports.faulty', { count: report.faults.length + report.moreFaults })}</p>}
      </div>
      {faults.length > 0 && (
        <Table
          name={t('imports.faults')}
          items={faults}
          keyOf={(fault) => JSON.stringify(fault)}
          columns={[
            { title: t('imports.line'), of: ({ line }) => line ?? '' },
            { title: t('imports.column'), of: ({ column }) => column },
            { title: t('imports.fault'), of: ({ text }) => text },
          ]}
        />
      )}
      {table !== null && report?.dryRun === true && report.faults.length === 0 && (
        <p>
          <Button type="primary" loading={busy} disabled={report.added + report.changed === 0} onClick={() => void post(table, false)}>
            {t('imports.import', { count: report.added + report.changed })}
          </Button>
        </p>
      )}
    </section>
  );
}

function Report({ report: { dryRun, lines, added, changed, unchanged } }: { readonly report: ImportReport }) {
  const { t } = useRegistryWords();
  const counts = [
    [t('imports.lines'), lines],
    [t(dryRun ? 'imports.willAdd' : 'imports.added'), added],
    [t(dryRun ? 'imports.willChange' : 'imports.changed'), changed],
    [t('imports.unchanged'), unchanged],
  ] as const;
  return (
    <dl className="facts across">
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Some systems do not know what a CSV is, or call it a table of Excel. */
function typeOf({ name }: File): string {
  return name.toLowerCase().endsWith('.xlsx') ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv';
}
