import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { useName } from '../api/names.ts';
import { useSession } from '../session/session.ts';
import { changed, useSection } from './section.tsx';
import { useRegistryWords } from './words.ts';

/** The region looked at, those above it, and those right below it to go down to. */
export function RegionFilter() {
  const { say, t } = useRegistryWords();
  const { region } = useSection();
  const session = useSession();
  const root = `${(session?.me.region ?? '').slice(0, 2)}0000`;
  const chosen = region ?? root;
  const { data } = useQuery({ queryKey: ['registry', 'regions below', chosen], queryFn: () => api.regions({ parent: chosen, limit: 200 }), staleTime: 60_000 });
  return (
    <nav className="filter regions" aria-label={t('registry.regions')}>
      <span aria-hidden="true">{t('registry.regions')}</span>
      <ul>
        {pathTo(chosen).map((code) => (
          <li key={code}>
            <RegionLink code={code} on={code === chosen} />
          </li>
        ))}
        {(data?.items ?? []).map(({ code, name }, index) => (
          <li key={code}>
            {index === 0 && <span aria-hidden="true">› </span>}
            <To region={code}>{say(name)}</To>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RegionLink({ code, on }: { readonly code: string; readonly on: boolean }) {
  const { say } = useRegistryWords();
  const name = useName('region', code);
  if (name === undefined) return null;
  return (
    <To region={code} on={on}>
      {say(name)}
    </To>
  );
}

function To({ region, on = false, children }: { readonly region: string; readonly on?: boolean; readonly children: string }) {
  const { section, show: _, ...search } = useSection();
  return (
    <Link
      to="/registry/$section"
      params={{ section }}
      search={changed(search, { region, one: undefined })}
      activeOptions={{ exact: true }}
      className={on ? 'on' : ''}
      aria-current={on ? 'true' : undefined}
    >
      {children}
    </Link>
  );
}

/** The codes of a region and of those above it, the widest first. */
function pathTo(code: string): string[] {
  const widths = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code.slice(0, 6), code.slice(0, 9), code.slice(0, 12)];
  return [...new Set(widths)];
}
