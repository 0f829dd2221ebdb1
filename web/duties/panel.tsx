import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useShortcuts } from '../app/use-shortcuts.ts';
import { route } from './route.ts';
import { useDutyWords } from './words.ts';

/** Beside the calendar: what was chosen there. Escape closes it, and gives the focus back to where it was opened. */
export function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useDutyWords();
  const { occasion: _, schedule: __, month: ___, fate: ____, ...search } = route.useSearch();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const place = useRef(search);
  place.current = search;
  const close = useCallback(() => {
    const opener = document.querySelector<HTMLElement>('.duties-main a.duty.on, .duties-main td a.on, .duties-main a.make');
    void navigate({ to: '/duties', search: place.current, resetScroll: false });
    opener?.focus();
  }, [navigate]);
  useShortcuts(useMemo(() => ({ Escape: close }), [close]));
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside className="step-panel" aria-label={t('duties.panel')}>
      <header>
        <h2 ref={heading} tabIndex={-1}>{title}</h2>
        <Button onClick={close} aria-label={t('duties.close')} className="close">✕</Button>
      </header>
      {children}
    </aside>
  );
}
