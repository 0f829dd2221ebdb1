import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useId } from 'react';
import { administrators, roleLabels } from '../../contracts/roles.ts';
import { useTitle } from '../app/use-title.ts';
import { Relations } from '../registry/relations.tsx';
import { prefer, usePreferences, type Theme } from '../words/preferences.ts';
import { useLeave } from './leave.ts';
import { PasswordForm } from './password-form.tsx';
import { useSession } from './session.ts';
import { useMeWords } from './words.ts';

/** One's own page: who I am here, my password, whom I keep out of the way of, and how the pages look. */
export default function Me() {
  const { language, say, t } = useMeWords();
  const session = useSession();
  const leave = useLeave();
  useTitle(t('me.title'));
  if (session === null) return null;
  const { officer, name, unitName, roles } = session.me;
  const works = !roles.some((role) => administrators.includes(role));
  return (
    <div className="narrow">
      <header className="head">
        <h1>{name}</h1>
      </header>
      <section className="part">
        <dl className="facts">
          <div>
            <dt>{t('me.unit')}</dt>
            <dd>{say(unitName)}</dd>
          </div>
          <div>
            <dt>{t('me.roles')}</dt>
            <dd>{roles.map((role) => say(roleLabels[role])).join(language === 'zh' ? '、' : ', ')}</dd>
          </div>
          <div>
            <dt>{t('me.userName')}</dt>
            <dd>{session.userName}</dd>
          </div>
          <div>
            <dt>{t('me.session')}</dt>
            <dd>
              <p>{t('me.sessionText')}</p>
              <Button onClick={() => void leave()}>{t('login.out')}</Button>
            </dd>
          </div>
        </dl>
      </section>
      <section className="part">
        <h2>{t('password.title')}</h2>
        <PasswordForm />
      </section>
      {works && <Relations officer={officer} />}
      <Preferences />
      <section className="part">
        <h2>{t('me.places')}</h2>
        <ul className="plain">
          <li>
            <Link to="/registry/$section" params={{ section: 'units' }} search={{}}>
              {t('me.registry')}
            </Link>
          </li>
          {roles.some((role) => role === 'coordinator' || role === 'unitHead') && (
            <li>
              <Link to="/registry/$section" params={{ section: 'imports' }} search={{}}>
                {t('me.households')}
              </Link>
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];

function Preferences() {
  const { t } = useMeWords();
  const id = useId();
  const { language, theme, shortcuts } = usePreferences();
  return (
    <section className="part">
      <h2>{t('me.preferences')}</h2>
      <div className="form">
        <div className="field">
          <label htmlFor={`${id}-language`}>{t('me.language')}</label>
          <select id={`${id}-language`} className="moment" value={language} onChange={({ target }) => prefer({ language: target.value === 'en' ? 'en' : 'zh' })}>
            <option value="zh" lang="zh-CN">
              {t('me.chinese')}
            </option>
            <option value="en" lang="en">
              English
            </option>
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-theme`}>{t('theme.label')}</label>
          <select id={`${id}-theme`} className="moment" value={theme} onChange={({ target }) => prefer({ theme: themes.find((each) => each === target.value) ?? 'system' })}>
            {themes.map((each) => (
              <option key={each} value={each}>
                {t(`theme.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <Checkbox checked={shortcuts} onChange={({ target }) => prefer({ shortcuts: target.checked })}>
          {t('shortcuts.enabled')}
        </Checkbox>
      </div>
    </section>
  );
}
