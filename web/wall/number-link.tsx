import { Link } from '@tanstack/react-router';
import { useWords } from '../words/use-words.ts';
import { listOf } from './search.ts';

/** A number that leads to its cases. `what`: what is counted, for those who meet the number alone. */
export function NumberLink({ value, link, what }: { readonly value: number; readonly link: string | undefined; readonly what: string }) {
  const { language } = useWords();
  const text = value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
  if (link === undefined || value === 0) return <span className="number zero">{text}</span>;
  return (
    <Link to="/cases" search={listOf(link)} className="number" aria-label={`${what}: ${text}`}>
      {text}
    </Link>
  );
}

/** A share as a percentage; a dash where there is nothing to divide by. */
export function percent(rate: number | null): string {
  return rate === null ? '—' : `${(rate * 100).toFixed(1)}%`;
}
