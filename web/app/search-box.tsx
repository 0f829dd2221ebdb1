import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly shortest?: number;
  /** What to find; undefined where the field was emptied. */
  onSearch(text: string | undefined): void;
}

/** Finds something in a list by words. It begins anew when what is looked for comes from elsewhere, such as a link. */
export function SearchBox(props: Props) {
  return <Box key={props.value ?? ''} {...props} />;
}

function Box({ label, value = '', shortest = 0, onSearch }: Props) {
  const { t } = useWords();
  const [text, setText] = useState(value);
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        onSearch(text.trim() === '' ? undefined : text.trim());
      }}
    >
      <Input aria-label={label} placeholder={label} value={text} minLength={shortest} maxLength={60} allowClear onChange={({ target }) => setText(target.value)} />
      <Button htmlType="submit">{t('find')}</Button>
    </form>
  );
}
