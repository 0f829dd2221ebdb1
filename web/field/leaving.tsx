import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../app/dialog.tsx';
import { session } from '../session/session.ts';
import { unsent, useField, wipe } from './store.ts';
import { useFieldWords } from './words.ts';

interface Props {
  onStay(): void;
  /** Everything was wiped: end the session. */
  onLeave(): Promise<void>;
}

/** Log-out wipes what the phone keeps of this officer: at once where nothing waits to be sent, else only when told so. */
export default function Leaving({ onStay, onLeave }: Props) {
  const { t } = useFieldWords();
  const { owner } = useField();
  const officer = session()?.me.officer ?? owner?.me.officer ?? '';
  const [count, setCount] = useState(0);
  const asked = useRef(false);

  const leave = async (): Promise<void> => {
    await wipe(officer).catch(() => undefined); // a browser that keeps nothing has nothing to wipe
    await onLeave();
  };
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void unsent(officer)
      .catch(() => 0)
      .then((found) => (found === 0 ? leave() : setCount(found)));
  });
  if (count === 0) return null;
  return (
    <Dialog title={t('field.leave.title', { count })}>
      <p>{t('field.leave.text')}</p>
      <div className="form">
        <Button type="primary" size="large" block autoFocus onClick={onStay}>
          {t('field.leave.stay')}
        </Button>
        <p>
          <Link to="/field" search={{ view: 'outbox' }} onClick={onStay}>{t('field.leave.look')}</Link>
        </p>
        <Button danger block onClick={() => void leave()}>
          {t('field.leave.wipe', { count })}
        </Button>
      </div>
    </Dialog>
  );
}
