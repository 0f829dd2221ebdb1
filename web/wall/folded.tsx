import { useState, type ReactNode } from 'react';
import { usePrinting } from '../charts/use-printing.ts';
import { useWindow } from '../app/use-window.ts';
import { Explained } from './explained.tsx';
import { useWallWords } from './words.ts';

export interface Line {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

/** What a picture says, as a table: folded on the screen, laid open on paper. */
export function Folded({ caption, head, lines }: { readonly caption: string; readonly head: readonly string[]; readonly lines: readonly Line[] }) {
  const { t } = useWallWords();
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  return (
    <details className="folded" open={open || printing} onToggle={({ currentTarget }) => !printing && setOpen(currentTarget.open)}>
      <summary>{t('wall.asTable', { what: caption })}</summary>
      {(open || printing) && <Table caption={caption} head={head} lines={lines} />}
    </details>
  );
}

const rowHeight = 41;

/** A table with a name for each line, and words in its head that say what they mean; a long one is drawn as far as it is in sight, and whole on paper. */
export function Table({ caption, head, meanings = [], lines }: { readonly caption: string; readonly head: readonly string[]; readonly meanings?: ReadonlyArray<string | undefined>; readonly lines: readonly Line[] }) {
  const printing = usePrinting();
  const drawn = useWindow<HTMLDivElement>(lines.length, rowHeight);
  const { first, end, above, below } = printing ? { first: 0, end: lines.length, above: 0, below: 0 } : drawn;
  return (
    <div className="scroll" ref={drawn.holder} role="region" aria-label={caption} tabIndex={0}>
      <table className="numbers" aria-rowcount={lines.length + 1}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((word, index) => (
              <th key={word} scope="col">{meanings[index] === undefined ? word : <Explained word={word}><span>{meanings[index]}</span></Explained>}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Room height={above} columns={head.length} />}
          {lines.slice(first, end).map(({ key, cells }, index) => (
            <tr key={key} aria-rowindex={first + index + 2}>
              {cells.map((cell, column) =>
                column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column} data-name={head[column]}>{cell}</td>,
              )}
            </tr>
          ))}
          {below > 0 && <Room height={below} columns={head.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Room({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
