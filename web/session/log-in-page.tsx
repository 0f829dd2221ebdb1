import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { Switches } from '../app/switches.tsx';
import { useWords } from '../words/use-words.ts';
import { LogInForm } from './log-in-form.tsx';

const route = getRouteApi('/login');

export default function LogInPage() {
  const { t } = useWords();
  const { to } = route.useSearch();
  const router = useRouter();
  // Only an address of ours: a link must not lead elsewhere after the log-in.
  const target = to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/';
  return (
    <div className="door">
      <header>
        <Switches />
      </header>
      <main id="content">
        <img src="/mark.svg" alt="" width="56" height="56" />
        <h1>{t('product')}</h1>
        <p className="hint">{t('slogan')}</p>
        <LogInForm onDone={() => router.history.replace(target)} />
        <p className="aside">
          <Link to="/public">{t('login.public')}</Link>
        </p>
      </main>
    </div>
  );
}
