import { Link } from '@tanstack/react-router';
import { useTitle } from '../app/use-title.ts';
import { useResidentWords } from './words.ts';

/** Outlines on a square of 24, one for each door. */
const doors = [
  { to: '/report', place: 'report', outline: 'M12 3a7 7 0 0 1 7 7c0 5-7 11-7 11S5 15 5 10a7 7 0 0 1 7-7Zm0 4v4m0 2.6v.1' },
  { to: '/complain', place: 'complain', outline: 'M4 5h16v11H11l-4.5 4v-4H4Zm4 4h8M8 12.5h5' },
  { to: '/receipt', place: 'receipt', outline: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm4.8 11.3L20 20' },
  { to: '/services', place: 'services', outline: 'M4 6h16v14H4Zm0 5h16M8 3.5V8m8-4.5V8m-6 7.5 2 2 3.5-3.5' },
  { to: '/disclosure', place: 'disclosure', outline: 'M6 3.5h8.5L18 7v13.5H6ZM14 3.5V8h4M9 12h6m-6 3.5h6' },
  { to: '/bulletins', place: 'bulletins', outline: 'M4 20V10m5.3 10V4m5.4 16v-7M20 20V7' },
] as const;

/** The first page for residents: a few large doors. */
export default function Home() {
  const { t } = useResidentWords();
  useTitle(t('home.title'));
  return (
    <>
      <h1>{t('home.title')}</h1>
      <p className="lead">{t('home.lead')}</p>
      <nav className="doors" aria-label={t('residents.navigation')}>
        {doors.map(({ to, place, outline }) => (
          <Link key={to} to={to} search={{}}>
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
              <path d={outline} />
            </svg>
            <strong>{t(`residents.${place}`)}</strong>
            <span>{t(`home.${place}`)}</span>
          </Link>
        ))}
      </nav>
    </>
  );
}
