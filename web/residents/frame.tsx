import { Link, Outlet } from '@tanstack/react-router';
import { Switches } from '../app/switches.tsx';
import './residents.css';
import { useResidentWords } from './words.ts';

const places = ['report', 'complain', 'receipt', 'services', 'disclosure', 'bulletins'] as const;

/** Around every page for residents: large type, few words, no account. */
export default function ResidentFrame() {
  const { t } = useResidentWords();
  return (
    <div className="public">
      <a className="skip" href="#content">{t('skip')}</a>
      <header>
        <Link to="/public" className="product">
          <img src="/mark.svg" alt="" width="26" height="26" /> {t('product')}
        </Link>
        <Switches />
      </header>
      <nav className="public-places" aria-label={t('residents.navigation')}>
        {places.map((place) => (
          <Link key={place} to={`/${place}`} search={{}}>{t(`residents.${place}`)}</Link>
        ))}
      </nav>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer>
        <Link to="/login" search={{}}>{t('residents.staff')}</Link>
      </footer>
    </div>
  );
}
