import { Checkbox } from 'antd';
import { prefer, usePreferences } from '../words/preferences.ts';
import { Dialog } from './dialog.tsx';
import { useAppWords } from './words.ts';

/** 键盘快捷键: which there are, and whether single keys count. */
export default function ShortcutHelp({ onClose }: { onClose(): void }) {
  const { t } = useAppWords();
  const { shortcuts } = usePreferences();
  const lines = [
    ['j', t('shortcuts.next')],
    ['k', t('shortcuts.previous')],
    ['Enter', t('shortcuts.enter')],
    ['a', t('shortcuts.accept')],
    ['x', t('shortcuts.select')],
    ['s', t('shortcuts.assign')],
    ['Esc', t('shortcuts.close')],
    ['?', t('shortcuts.help')],
  ] as const;
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="keys">
        {lines.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Checkbox checked={shortcuts} onChange={({ target }) => prefer({ shortcuts: target.checked })}>
          {t('shortcuts.enabled')}
        </Checkbox>
      </p>
    </Dialog>
  );
}
