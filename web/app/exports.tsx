import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { file } from '../api/client.ts';
import { useWords } from '../words/use-words.ts';
import { ProblemText } from './problem.tsx';
import { saveFile } from './save-file.ts';

const called = { csv: 'CSV', xlsx: 'Excel', json: 'JSON' } as const;
type Format = keyof typeof called;

interface Props {
  /** Below /exports. */
  readonly what: string;
  readonly query: Readonly<Record<string, string | boolean | undefined>>;
  /** The file without its ending. */
  readonly name: string;
  readonly formats?: readonly Format[];
  readonly label?: string;
}

/** What is listed, as a file: all of it, not only what was loaded. */
export function Exports({ what, query, name, formats = ['csv', 'xlsx'], label }: Props) {
  const { t } = useWords();
  const save = useMutation({ mutationFn: async (format: Format) => saveFile(await file(`/exports/${what}`, { ...query, format }), `${name}.${format}`) });
  const title = label ?? t('export');
  return (
    <span className="exports" role="group" aria-label={title}>
      <span aria-hidden="true">{title}</span>
      {formats.map((format) => (
        <Button key={format} size="small" loading={save.isPending && save.variables === format} aria-label={t('exportAs', { format: called[format] })} onClick={() => save.mutate(format)}>
          {called[format]}
        </Button>
      ))}
      {save.isError && <ProblemText failure={save.error} />}
    </span>
  );
}
