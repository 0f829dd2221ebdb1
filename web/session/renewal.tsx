import { Button } from 'antd';
import { Dialog } from '../app/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { LogInForm } from './log-in-form.tsx';
import { useSession } from './session.ts';

/** Over the page when its session has expired. What was being sent waits behind it. */
export default function Renewal({ onOther }: { onOther(): void }) {
  const { t } = useWords();
  const session = useSession();
  if (session === null) return null;
  return (
    <Dialog title={t('login.expired')}>
      <p>{t('login.expiredText')}</p>
      <LogInForm as={session.userName} />
      <Button type="link" onClick={onOther}>
        {t('login.other')}
      </Button>
    </Dialog>
  );
}
