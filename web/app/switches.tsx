import { Button } from 'antd';
import { prefer, usePreferences, type Theme } from '../words/preferences.ts';
import { useWords } from '../words/use-words.ts';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** Language and theme, for everybody, logged in or not. */
export function Switches() {
  const { t } = useWords();
  const { language, theme } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <>
      <select className="theme" aria-label={t('theme.label')} value={theme} onChange={({ target }) => prefer({ theme: themes.find((each) => each === target.value) ?? 'system' })}>
        {themes.map((each) => (
          <option key={each} value={each}>
            {t(`theme.${each}`)}
          </option>
        ))}
      </select>
      <Button type="text" size="small" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => prefer({ language: other })}>
        {t('language.switch')}
      </Button>
    </>
  );
}
