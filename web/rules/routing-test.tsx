import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { spanLabel } from '../../contracts/clock.ts';
import type { Label } from '../../contracts/label.ts';
import { json } from '../api/client.ts';
import { Named } from '../forms/facts.tsx';
import { Form } from '../forms/form.tsx';
import { isGroup, type Group } from '../forms/values.ts';
import { RegionName } from './category.tsx';
import { formOf, group, named } from './fields.ts';
import type { RoutingTold } from './rules-queries.ts';
import { useRulesWords } from './words.ts';

const fields = formOf(
  {
    category: named('routing.category', { type: 'string', reference: 'category' }),
    region: named('routing.region', { type: 'string', reference: 'region' }, 'routing.testRegionHelp'),
    grid: named('routing.grid', { type: 'string', reference: 'unit', unitKind: 'grid' }, 'routing.gridHelp'),
    point: named('routing.point', group({ lat: named('routing.lat', { type: 'number' }), lng: named('routing.lng', { type: 'number' }) })),
  },
  ['grid', 'point'],
);

interface Told {
  readonly asked: Group;
  readonly told: RoutingTold;
  /** Grows with each test. */
  readonly number: number;
}

/** 分派试算: what would happen to an event, grade by grade, and why. Nothing is recorded. */
export function RoutingTest({ category }: { readonly category: string | undefined }) {
  const { t } = useRulesWords();
  const [last, setLast] = useState<Told | null>(null);
  return (
    <div className="columns">
      <section className="part">
        <h2>{t('routing.testTitle')}</h2>
        <Form
          key={last?.number ?? 0}
          name={`routing-test/${category ?? ''}`}
          fields={fields}
          initial={last?.asked ?? (category === undefined ? {} : { category })}
          submit={t('routing.testRun')}
          send={async (body) => {
            const told = await json<RoutingTold>('POST', '/routing-rules/test', { body });
            const asked: unknown = body;
            setLast((before) => ({ told, asked: isGroup(asked) ? asked : {}, number: (before?.number ?? 0) + 1 }));
          }}
        >
          <p className="hint">{t('routing.testText')}</p>
        </Form>
      </section>
      {last === null ? <section className="part"><p className="hint">{t('routing.testNone')}</p></section> : <Result key={last.number} told={last.told} />}
    </div>
  );
}

function Result({ told: { category, place, routes, proposed, passedOver } }: { readonly told: RoutingTold }) {
  const { say, t } = useRulesWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const chain = [place.grid, place.community, place.street, place.district].filter((code) => code !== null);
  return (
    <section className="part" aria-label={t('routing.result')}>
      <h2 ref={heading} tabIndex={-1}>{say(category.name)}</h2>
      <dl className="facts">
        <div>
          <dt>{t('routing.place')}</dt>
          <dd>{chain.map((code, index) => <span key={code}>{index > 0 && ' → '}<Named to="unit" id={code} /></span>)}</dd>
        </div>
        <div>
          <dt>{t('routing.centre')}</dt>
          <dd><Named to="unit" id={place.centre} /></dd>
        </div>
        <div>
          <dt>{t('routing.supervisor')}</dt>
          <dd>{place.supervisor === null ? t('none') : <Named to="unit" id={place.supervisor} />}</dd>
        </div>
      </dl>
      <ol className="routes">
        {routes.map((route) => (
          <li key={route.grade}>
            <h3>
              {t('routing.gradeText', { grade: route.grade })} {route.grade === proposed.grade && <span className="mark calm">{t('routing.proposed')}</span>}
            </h3>
            <dl className="facts">
              <div>
                <dt>{t('routing.lead')}</dt>
                <dd><strong><Named to="unit" id={route.lead} /></strong></dd>
              </div>
              <div>
                <dt>{t('routing.coUnits')}</dt>
                <dd>{route.coUnits.length === 0 ? t('none') : route.coUnits.map((code, index) => <span key={code}>{index > 0 && t('rules.and')}<Named to="unit" id={code} /></span>)}</dd>
              </div>
              <div>
                <dt>{t('routing.limit')}</dt>
                <dd>
                  <Link to="/registry/$section" params={{ section: 'rules' }} search={{ one: route.limit }}>{route.term === null ? route.limit : say(spanLabel(route.term))}</Link>
                  <br />
                  <small>{route.source}</small>
                </dd>
              </div>
              <div>
                <dt>{t('rules.rule')}</dt>
                <dd><RegionName code={route.rule.region} /> {t('case.version', { version: route.rule.version })}</dd>
              </div>
              <div>
                <dt>{t('routing.why')}</dt>
                <dd>{say(route.why)}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ol>
      {passedOver.length > 0 && (
        <details>
          <summary>{t('routing.passedOver', { count: passedOver.length })}</summary>
          <ul className="plain">
            {passedOver.map(({ grade, rule, why }) => (
              <li key={`${grade}/${rule.region}/${rule.version}`}>
                {t('routing.gradeText', { grade })} · <RegionName code={rule.region} /> · {t('case.version', { version: rule.version })}: <Why label={why} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Why({ label }: { readonly label: Label }) {
  const { say } = useRulesWords();
  return <strong>{say(label)}</strong>;
}
