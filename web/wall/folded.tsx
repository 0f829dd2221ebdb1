import { useState, type ReactNode } from 'react';
import { usePrinting } from '../charts/use-printing.ts';
import { useWindow } from '../app/use-window.ts';
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

/** A table with a name for each line; a long one is drawn as far as it is in sight, and whole on paper. */
export function Table({ caption, head, lines, height = 41 }: { readonly caption: string; readonly head: readonly ReactNode[]; readonly lines: readonly Line[]; readonly height?: number }) {
  const printing = usePrinting();
  const drawn = useWindow<HTMLDivElement>(lines.length, height);
  const { first, end, above, below } = printing ? { first: 0, end: lines.length, above: 0, below: 0 } : drawn;
  const names = head.map((each) => (typeof each === 'string' ? each : undefined));
  return (
    <div className="scroll" ref={drawn.holder} role="region" aria-label={caption} tabIndex={0}>
      <table className="numbers" aria-rowcount={lines.length + 1}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((each, index) => (
              <th key={index} scope="col">{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Room height={above} columns={head.length} />}
          {lines.slice(first, end).map(({ key, cells }, index) => (
            <tr key={key} aria-rowindex={first + index + 2}>
              {cells.map((cell, column) =>
                column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column} data-name={names[column]}>{cell}</td>,
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
