import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { List } from '../api/pages-of.ts';
import { useWords } from '../words/use-words.ts';
import { Blank, Loading } from './blank.tsx';
import { LoadFailure } from './problem.tsx';
import { useWindow } from './use-window.ts';

/** A list that comes page by page: waiting, failed, empty, or its items and a way to the next ones. */
export function Listed<Item>({ list, empty, rows = 6, children }: { readonly list: List<Item>; readonly empty: string; readonly rows?: number; children(items: readonly Item[]): ReactNode }) {
  const { t } = useWords();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Loading rows={rows} height={52} />;
  if (list.isError && items.length === 0) return <LoadFailure failure={list.error} onRetry={list.refetch} />;
  if (items.length === 0) return <Blank title={empty} />;
  return (
    <>
      {children(items)}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t(list.isFetchingNextPage ? 'loadingMore' : 'more')}
        </Button>
      )}
    </>
  );
}

export interface Column<Item> {
  readonly title: string;
  of(item: Item): ReactNode;
}

/** A table; of a long one only what is in sight is drawn. On a telephone each row is a card. */
export function Table<Item>({ name, items, columns, keyOf }: { readonly name: string; readonly items: readonly Item[]; readonly columns: readonly Column<Item>[]; keyOf(item: Item): string }) {
  const { holder, first, end, above, below } = useWindow<HTMLTableSectionElement>(items.length, 48);
  const gap = (height: number) => height > 0 && <tr aria-hidden="true" style={{ height }} />;
  return (
    <div className="scroll" role="region" aria-label={name} tabIndex={0}>
      <table aria-rowcount={items.length + 1}>
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={holder}>
          {gap(above)}
          {items.slice(first, end).map((item, index) => (
            <tr key={keyOf(item)} aria-rowindex={first + index + 2}>
              {columns.map(({ title, of }) => (
                <td key={title} data-name={title}>
                  {of(item)}
                </td>
              ))}
            </tr>
          ))}
          {gap(below)}
        </tbody>
      </table>
    </div>
  );
}
