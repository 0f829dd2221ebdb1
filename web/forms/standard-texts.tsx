import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useRef, type ReactNode } from 'react';
import type { StandardText, TextPlace } from '../../contracts/api/templates.ts';
import type { Language } from '../../contracts/label.ts';
import { json, type Page } from '../api/client.ts';
import { session } from '../session/session.ts';
import { inLetter } from '../words/time.ts';
import { useWords } from '../words/use-words.ts';

/** What the places of a text are filled with. */
export interface TextFacts {
  readonly caseNo: string;
  readonly title: string;
  readonly dueAt: string | null;
}

interface Offer {
  readonly texts: readonly StandardText[];
  /** Before the slash of a field's name: `return/`. Empty for the form of the step itself. */
  readonly prefix: string;
  readonly facts: TextFacts;
}

const Offered = createContext<Offer | null>(null);

interface Props {
  readonly procedure: string;
  readonly step: string;
  /** The action whose form is inside; null for the form of the step itself. */
  readonly action: string | null;
  readonly facts: TextFacts;
  readonly children: ReactNode;
}

/** Offers the standard texts of a step to the long text fields inside. A form elsewhere offers none. */
export function StandardTexts({ procedure, step, action, facts, children }: Props) {
  const { data } = useQuery({
    queryKey: ['standard-texts', procedure, step],
    queryFn: () => json<Page<StandardText>>('GET', '/standard-texts', { query: { procedure, step, active: true, limit: 200 } }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
  return <Offered value={{ texts: data ?? [], prefix: action === null ? '' : `${action}/`, facts }}>{children}</Offered>;
}

interface MenuProps {
  /** Of the field, as the API writes it: `findings[0].text`. */
  readonly path: string;
  readonly personal: boolean;
  /** Id of the text area. */
  readonly input: string;
  readonly value: string;
  readonly disabled: boolean;
  onChange(value: string): void;
}

/** 常用文本 beside a long text: one goes in where the cursor stands, and is edited there. Nothing where there is none. */
export function StandardTextMenu({ path, personal, input, value, disabled, onChange }: MenuProps) {
  const { language, say, t } = useWords();
  const menu = useRef<HTMLDetailsElement>(null);
  const offer = useContext(Offered);
  if (offer === null) return null;
  const name = offer.prefix + path.replaceAll(/\[\d+\]/g, '');
  const texts = offer.texts.filter(({ field }) => field === null || field === name).toSorted((a, b) => Number(a.unit === null) - Number(b.unit === null));
  if (texts.length === 0) return null;

  const insert = (text: StandardText): void => {
    const area = document.getElementById(input);
    const at = area instanceof HTMLTextAreaElement ? area.selectionStart : value.length;
    const told = filled(text, language, offer.facts, personal);
    onChange(value.slice(0, at) + told + value.slice(at));
    close(menu.current);
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(at + told.length, at + told.length));
  };

  return (
    <details
      ref={menu}
      className="texts"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || menu.current?.open !== true) return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        close(menu.current);
        menu.current.querySelector('summary')?.focus();
      }}
    >
      <summary>{t('form.texts', { count: texts.length })}</summary>
      <ul>
        {texts.map((text) => (
          <li key={text.id}>
            <button type="button" disabled={disabled} onClick={() => insert(text)}>
              <strong>{say(text.name)}</strong>
              {text.unit !== null && <span className="mark calm">{t('form.textOfUnit')}</span>}
              <small>{filled(text, language, offer.facts, personal)}</small>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function close(menu: HTMLDetailsElement | null): void {
  if (menu !== null) menu.open = false;
}

/**
 * The text with its places filled in. What is not known stays visible, so that the gap is seen; so does the title where
 * personal data may not stand, since it may name somebody.
 */
function filled({ text }: StandardText, wanted: Language, { caseNo, title, dueAt }: TextFacts, personal: boolean): string {
  const language: Language = wanted === 'en' && text.en !== null ? 'en' : 'zh';
  const known: Readonly<Record<TextPlace, string | undefined>> = {
    caseNo,
    title: personal ? title : undefined,
    unit: session()?.me.unitName[language],
    today: inLetter(new Date().toISOString(), language, 'day'),
    dueAt: dueAt === null ? undefined : inLetter(dueAt, language, 'time'),
  };
  const facts = new Map<string, string | undefined>(Object.entries(known));
  return (text[language] ?? text.zh).replaceAll(/\{(\w+)\}/g, (place, name: string) => facts.get(name) ?? place);
}
