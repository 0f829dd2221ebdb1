import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { freshener } from './freshen.ts';
import { follow } from './line.ts';
import './live.css';
import { useLiveWords } from './words.ts';

/** A line that breaks for a moment is nobody's concern. */
const patienceMs = 5_000;

/** Keeps the pages up to date while they are open; says so, quietly, where it cannot. */
export default function Live() {
  const { t } = useLiveWords();
  const client = useQueryClient();
  const [up, setUp] = useState(true);
  const [down, setDown] = useState(false);

  useEffect(() => {
    const fresh = freshener(client);
    const stop = follow({
      onLine: setUp,
      onEvent(event, change) {
        if (event === 'change' && change !== null) fresh.change(change);
        else fresh.all();
      },
    });
    return () => {
      stop();
      fresh.stop();
    };
  }, [client]);

  useEffect(() => {
    if (up) {
      setDown(false);
      return undefined;
    }
    const timer = setTimeout(() => setDown(true), patienceMs);
    return () => clearTimeout(timer);
  }, [up]);

  return (
    <span className="live-line" role="status">
      {down && (
        <span title={t('live.downText')}>
          <span aria-hidden="true">○</span> {t('live.down')} <span className="unseen">{t('live.downText')}</span>
        </span>
      )}
    </span>
  );
}
