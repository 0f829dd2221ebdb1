import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

/** Where there is nothing: says so, and what would be here. */
export function Blank({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <section className="blank">
      <svg viewBox="0 0 64 48" width="64" height="48" aria-hidden="true">
        <path d="M8 20 20 6h24l12 14v18a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4Zm0 0h14a10 10 0 0 0 20 0h14" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinejoin="round" />
      </svg>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Takes the room that rows will take, so that nothing jumps when they come. */
export function Loading({ rows = 6, height = 72 }: { readonly rows?: number; readonly height?: number }) {
  const { t } = useWords();
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="bone" style={{ height }} />
      ))}
    </div>
  );
}
