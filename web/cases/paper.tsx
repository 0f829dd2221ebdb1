import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { file } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { ProblemText } from '../app/problem.tsx';
import { useCaseWords } from './words.ts';

interface Props {
  /** Of the API, where the document is. */
  readonly path: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** Opens a document that the API made, such as a dossier, as the paper that it would be; it can be printed from there. */
export function PaperButton({ path, title, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{children}</Button>
      {open && <Paper path={path} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}

function Paper({ path, title, onClose }: Omit<Props, 'children'> & { onClose(): void }) {
  const { t } = useCaseWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { data, error } = useQuery({ queryKey: ['paper', path], queryFn: async () => (await file(path)).text(), gcTime: 0 });
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  // Beside the page, not in it: then the paper alone can be printed.
  return createPortal(
    <dialog ref={dialog} className="paper" aria-label={title} onCancel={onClose}>
      <header>
        <Button type="primary" disabled={data === undefined} onClick={() => print()}>{t('paper.print')}</Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </header>
      {error !== null && <ProblemText failure={error} />}
      {data === undefined && error === null && <Loading rows={6} height={60} />}
      {data !== undefined && <Sheet html={data} />}
    </dialog>,
    document.body,
  );
}

/** The document with its own style, which reaches nothing around it. The policy of the page keeps scripts out of it, and styles that are not given like this. */
function Sheet({ html }: { readonly html: string }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = host;
    if (current === null) return;
    const [whole = '', css = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
    const parsed = new DOMParser().parseFromString(html.replace(whole, ''), 'text/html');
    const style = new CSSStyleSheet();
    style.replaceSync(css.replaceAll(/:root\b/g, ':host').replaceAll(/(^|[{}\s])body(?=\s*\{)/g, '$1.body'));
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style];
    const body = document.createElement('div');
    body.className = 'body';
    body.lang = parsed.documentElement.lang;
    body.append(...parsed.body.childNodes);
    root.replaceChildren(body);
  }, [html]);
  return <div ref={host} className="sheet" role="document" tabIndex={0} />;
}
