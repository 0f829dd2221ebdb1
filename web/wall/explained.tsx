import { useId, useState, type ReactNode } from 'react';

/** A word with what it means, which appears under the pointer and with the focus; Escape puts it away (WCAG 1.4.13). */
export function Explained({ word, children }: { readonly word: ReactNode; readonly children: ReactNode }) {
  const [away, setAway] = useState(false);
  const id = useId();
  const back = (): void => setAway(false);
  return (
    <span className={`explained${away ? ' away' : ''}`} onMouseLeave={back} onBlur={back} onKeyDown={({ key }) => key === 'Escape' && setAway(true)}>
      <button type="button" aria-describedby={id}>{word}</button>
      <span role="tooltip" id={id}>{children}</span>
    </span>
  );
}
