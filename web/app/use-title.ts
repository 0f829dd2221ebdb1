import { useEffect } from 'react';
import { useWords } from '../words/use-words.ts';

/** What the window, the tab and the history call this page. Null while its subject is not known yet. */
export function useTitle(title: string | null): void {
  const { t } = useWords();
  useEffect(() => {
    if (title !== null) document.title = `${title} · ${t('product')}`;
  }, [title, t]);
}
