import { ConfigProvider, theme as antTheme } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { usePreferences } from '../words/preferences.ts';
import { useWords } from '../words/use-words.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** Contrast is at least 4.5 to 1 in both (WCAG 1.4.3); tests/browser measures it. */
const tokens = {
  light: { colorPrimary: '#0f56b3', colorLink: '#0f56b3', colorTextPlaceholder: '#66707f', colorTextDescription: '#59636f', colorBorder: '#8a94a3', colorError: '#c4261d', colorErrorText: '#b3221a' },
  dark: { colorPrimary: '#3f7fd8', colorLink: '#86b6ff', colorError: '#ff9b93', colorTextPlaceholder: '#98a3b3', colorTextDescription: '#a8b1be', colorBorder: '#6d7889', colorBgContainer: '#191e26', colorBgElevated: '#222935', colorBgBase: '#11151b' },
} as const;

/** Language, theme and the look of the components. */
export function Appearance({ children }: { readonly children: ReactNode }) {
  const { language, theme } = usePreferences();
  const [systemDark, setSystemDark] = useState(dark.matches);
  const isDark = theme === 'dark' || (theme === 'system' && systemDark);
  const { t } = useWords();

  useEffect(() => {
    const follow = ({ matches }: MediaQueryListEvent): void => setSystemDark(matches);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, []);
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    document.title = t('product');
  }, [language, isDark, t]);

  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enGB}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
      theme={{
        algorithm: isDark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
        token: {
          ...tokens[isDark ? 'dark' : 'light'],
          fontFamily: 'inherit',
          borderRadius: 6,
          motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
        components: { Button: isDark ? { colorPrimary: '#2d67b8', primaryShadow: 'none', dangerColor: '#2b0a08' } : { primaryShadow: 'none' } },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
