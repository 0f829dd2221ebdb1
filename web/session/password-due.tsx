import { useWords } from '../words/use-words.ts';
import { PasswordForm } from './password-form.tsx';
import { passwordChanged } from './session.ts';

/** After the first log-in, and when the password is too old: nothing else until it was changed. */
export default function PasswordDue() {
  const { t } = useWords();
  return (
    <div className="narrow">
      <h1>{t('password.title')}</h1>
      <p>{t('password.due')}</p>
      <PasswordForm onDone={passwordChanged} />
    </div>
  );
}
