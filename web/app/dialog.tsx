import { Button } from 'antd';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

/** A modal window of the browser itself: it keeps the focus inside and gives it back. Without `onClose` it cannot be closed. */
export function Dialog({ title, onClose, children }: { readonly title: string; onClose?: () => void; readonly children: ReactNode }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      {onClose !== undefined && <Button onClick={onClose}>{t('close')}</Button>}
    </dialog>
  );
}
