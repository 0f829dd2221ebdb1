import { useMutation } from '@tanstack/react-query';
import { file } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { saveFile } from '../app/save-file.ts';
import type { Grouping } from './search.ts';
import type { Asked } from './wall-queries.ts';
import { useWallWords } from './words.ts';

/** The figures that are shown, as a table for a spreadsheet. */
export function ExportFigures({ asked: { region, procedure, from, to }, by }: { readonly asked: Asked; readonly by: Grouping }) {
  const { t } = useWallWords();
  const exported = useMutation({
    mutationFn: () => file('/exports/figures', { region, procedure, from, to, groupBy: by }),
    onSuccess: (content) => saveFile(content, `${t('wall.file')}-${by}-${from}-${to}.csv`),
  });
  return (
    <>
      <button type="button" disabled={exported.isPending} onClick={() => exported.mutate()}>{t('wall.export')}</button>
      {exported.isError && <ProblemText failure={exported.error} />}
    </>
  );
}
