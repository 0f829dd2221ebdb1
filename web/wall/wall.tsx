import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { roleLabels } from '../../contracts/roles.ts';
import { Blank } from '../app/blank.tsx';
import { Exports } from '../app/exports.tsx';
import { placesFor } from '../app/places.ts';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { useSession, type Me } from '../session/session.ts';
import { usePreferences } from '../words/preferences.ts';
import { beijingDay } from '../words/time.ts';
import { Composition } from './composition.tsx';
import { Figures } from './figures.tsx';
import { Filters } from './filters.tsx';
import { WallMap } from './map.tsx';
import { Now } from './now.tsx';
import { daysOf } from './period.ts';
import { Ranking } from './ranking.tsx';
import { groupings, oneOf, wallRoute } from './search.ts';
import { Trends } from './trend.tsx';
import { Urgent } from './urgent.tsx';
import './wall.css';
import { useWallWords } from './words.ts';

const readers = ['coordinator', 'unitHead', 'supervisor', 'auditor'] as const;

/** 监督大屏: figures, lights, map and trends of a region, live; every number leads to its cases. */
export default function Wall() {
  const { say, t } = useWallWords();
  const session = useSession();
  useTitle(t('nav.wall'));
  if (session === null) return null;
  if (placesFor(session.me).some(({ to }) => to === '/wall')) return <Screen me={session.me} />;
  return (
    <Blank title={t('wall.notYours')}>
      <p>{t('wall.notYoursText', { roles: readers.map((role) => say(roleLabels[role])).join(t('wall.and')) })}</p>
      <Link to="/" search={{}}>{t('error.home')}</Link>
    </Blank>
  );
}

function Screen({ me }: { readonly me: Me }) {
  const { at, t } = useWallWords();
  const search = wallRoute.useSearch();
  const { language, theme } = usePreferences();
  const now = useNow();
  const { wall, ...page } = search;
  const screen = wall !== undefined;
  const days = daysOf(search, beijingDay(now));
  const scope = { region: search.region ?? me.region, procedure: search.procedure };
  const asked = { ...scope, from: days.from, to: days.to };
  const by = oneOf(groupings, search.by);
  useOwnTheme(screen && theme !== 'light', language);

  return (
    <div className={screen ? 'wall screen' : 'wall page'}>
      <header className="head">
        <h1>{t('nav.wall')}</h1>
        <Filters key={`${days.from} ${days.to}`} scope={scope} days={days} home={me.region} />
        <div className="tabs">
          {screen && <time className="number">{at(new Date(now).toISOString())}</time>}
          {!screen && <Exports what="figures" query={{ ...asked, groupBy: by }} name={`${t('wall.file')}-${by}-${asked.from}-${asked.to}`} />}
          {!screen && <button type="button" onClick={() => print()}>{t('wall.print')}</button>}
          {screen && <FullScreen />}
          <Link to="/wall" search={screen ? page : { ...page, wall: '1' }}>{t(screen ? 'wall.leave' : 'wall.enter')}</Link>
        </div>
      </header>
      <Now scope={scope} by={by} />
      <Figures asked={asked} by={by} />
      <WallMap asked={asked} />
      <Urgent scope={scope} screen={screen} />
      <Ranking asked={asked} by={by} screen={screen} />
      <Trends asked={asked} />
      <Composition asked={asked} by="procedure" screen={screen} />
      <Composition asked={asked} by="category" screen={screen} />
    </div>
  );
}

/** A screen on the wall is dark unless its reader wants all pages light: it hangs in a room all day. */
function useOwnTheme(dark: boolean, language: string): void {
  useEffect(() => {
    if (!dark) return undefined;
    const { dataset } = document.documentElement;
    const before = dataset['theme'];
    dataset['theme'] = 'dark';
    return () => {
      if (before !== undefined) dataset['theme'] = before;
    };
  }, [dark, language]); // with the language, the pages put on the theme of all pages again
}

function FullScreen() {
  const { t } = useWallWords();
  if (!document.fullscreenEnabled) return null;
  const turn = (): Promise<void> => (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen());
  return <button type="button" onClick={() => void turn()}>{t('wall.fullScreen')}</button>;
}
