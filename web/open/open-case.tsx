import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, type Opened } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { Form } from '../forms/form.tsx';
import { fieldsOf, type Schema } from '../forms/schema.ts';
import type { Group } from '../forms/values.ts';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/use-words.ts';
import { Beside } from './beside.tsx';
import './open.css';

const route = getRouteApi('/inside/open/$procedure');

type Made = Opened | { readonly caseNo: string };

/** 立案: a form made from the contract of the procedure. */
export default function OpenCase() {
  const { say, t } = useWords();
  const { procedure: name } = route.useParams();
  const session = useSession();
  const client = useQueryClient();
  const { data: procedure, error, isPending, refetch } = useQuery(queries.procedure(name));
  const [made, setMade] = useState<Made | null>(null);
  const fields = useMemo(() => (procedure === undefined ? [] : fieldsOf(prepared(procedure.opening))), [procedure]);
  const [typed, setTyped] = useState<Group>({});
  const watch = useCallback((values: Group) => setTyped(values), []);
  useTitle(t('open.title'));

  if (isPending) return <div className="page opening"><Loading rows={6} height={64} /></div>;
  if (procedure === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  if (made !== null) return <Done made={made} onAnother={() => setMade(null)} />;
  return (
    <div className="page opening">
      <header className="head">
        <p className="hint">
          <Link to="/open">{t('open.choose')}</Link>
        </p>
        <h1>
          {t('open.title')} · {say(procedure.label)}
        </h1>
        <p className="hint">
          {t('open.stages')}: {procedure.stages.map((stage) => say(stage.label)).join(' → ')} · <Link to="/procedures/$name" params={{ name }}>{t('nav.procedures')}</Link>
        </p>
      </header>
      <Beside procedure={name} typed={typed} />
      <Form
        name={`open/${name}`}
        fields={fields}
        initial={{ region: session?.me.region }}
        submit={t('open.submit')}
        watch={watch}
        send={async (body, key) => {
          setMade(await api.open(body, key));
          await client.invalidateQueries({ queryKey: ['desk'] });
          await client.invalidateQueries({ queryKey: ['cases'] });
        }}
      />
    </div>
  );
}

/** The contract of an opening says of its region only what a code looks like; here it is looked up by name. */
function prepared(opening: Schema): Schema {
  const { procedure, region, title, source, parties, matter } = opening.properties ?? {};
  return {
    ...opening,
    properties: {
      ...(procedure && { procedure }),
      ...(title && { title }),
      ...(region && { region: { ...region, reference: 'region' } }),
      ...(source && { source }),
      ...(matter && { matter }),
      ...(parties && { parties }),
    },
  };
}

function Done({ made, onAnother }: { readonly made: Made; onAnother(): void }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const receipt = 'receipt' in made ? made.receipt : null;
  return (
    <div className="narrow done">
      <h1 ref={heading} tabIndex={-1}>
        ✓ {t('open.done')}
      </h1>
      <p className="number big">{made.caseNo}</p>
      {receipt !== null && (
        <section className="part">
          <h2>{t('open.receipt')}</h2>
          <p className="receipt-code">{receipt}</p>
          <p>{t('open.doneText')}</p>
          <Button onClick={() => void navigator.clipboard.writeText(receipt).then(() => notify(t('copied')))}>{t('copy')}</Button>
        </section>
      )}
      <p className="ways">
        <Link to="/cases/$ref" params={{ ref: made.caseNo }}>{t('open.view')}</Link>
        <Button type="link" onClick={onAnother}>{t('open.another')}</Button>
      </p>
    </div>
  );
}
