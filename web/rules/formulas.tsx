import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { assessed, assessedRate, type Formula } from '../../contracts/api/formulas.ts';
import { ratingLabels } from '../../contracts/action.ts';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { Form } from '../forms/form.tsx';
import { isGroup, type Group, type Value } from '../forms/values.ts';
import { among, confidenceLabels, formOf, line, named, own } from './fields.ts';
import { rulesQueries, useMay } from './rules-queries.ts';
import { SharesInput } from './shares-input.tsx';
import { percent } from './terms.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

const rates = assessedRate.options;
/** The best first. */
const levels = Object.entries(ratingLabels).map(([name, label]) => ({ name, label })).toReversed();

/** 考核公式: what counts how much, in words and numbers; every version, and the next. */
export default function Formulas() {
  const { t } = useRulesWords();
  const { data, error, isPending, refetch } = useQuery(rulesQueries.formulas());
  const [publishing, setPublishing] = useState(false);
  const may = useMay('systemAdministrator');
  if (isPending) return <Loading rows={3} height={160} />;
  if (data === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  const [inForce, ...former] = data;
  return (
    <div className="rules">
      <header className="head">
        <h1>{t('formulas.title')}</h1>
        {may && !publishing && <Button type="primary" onClick={() => setPublishing(true)}>{t('rules.publishNext')}</Button>}
        <p className="hint">{t('formulas.intro')}</p>
      </header>
      {publishing && <Publish newest={inForce} onDone={() => setPublishing(false)} />}
      {inForce !== undefined && <Version formula={inForce} title={t('rules.inForce')} />}
      <section className="part">
        <h2>{t('formulas.explained')}</h2>
        <ul className="plain explained">
          <li>{t('formulas.notAsked')}</li>
          <li>{t('formulas.noDivision')}</li>
          <li>{t('formulas.resultsOnly')}</li>
          <li>{t('formulas.pinned')}</li>
        </ul>
      </section>
      {former.map((each) => <Version key={each.version} formula={each} title={t('rules.standing.former')} />)}
    </div>
  );
}

function Version({ formula, title }: { readonly formula: Formula; readonly title: string }) {
  const { at, say, t } = useRulesWords();
  const { version, weights, satisfaction, source, confidence, publishedAt } = formula;
  const shares = new Map<string, number>(Object.entries(satisfaction));
  const weighed = rates.flatMap((rate) => (weights[rate] === undefined ? [] : [{ rate, weight: weights[rate] }]));
  return (
    <section className="part">
      <h2>{title} <small>{t('case.version', { version })}</small></h2>
      <p className="formula">{t('formulas.score')} = {weighed.map(({ rate, weight }) => `${say(assessed[rate])} × ${percent(weight)}`).join(' + ')}</p>
      <div className="shares">
        {weighed.map(({ rate, weight }) => (
          <div key={rate}>
            <span>{say(assessed[rate])}</span>
            <meter min={0} max={1} value={weight} aria-hidden="true" />
            <strong className="number">{percent(weight)}</strong>
          </div>
        ))}
      </div>
      <dl className="facts">
        <div>
          <dt>{t('formulas.satisfaction')}</dt>
          <dd>{levels.map(({ name, label }) => `${say(label)} ${percent(shares.get(name) ?? 0)}`).join(t('rules.and'))}</dd>
        </div>
        <div>
          <dt>{t('rules.source')}</dt>
          <dd>
            {source} <br />
            <small>{t(`confidence.${confidence}`)}</small>
            {confidence === 'U' && <span className="mark">{t('rules.unsure')}</span>}
          </dd>
        </div>
        <div>
          <dt>{t('formulas.publishedAt')}</dt>
          <dd>{at(publishedAt)}</dd>
        </div>
      </dl>
    </section>
  );
}

const fields = [
  own('weights', 'formulas.weights', (input) => <SharesInput {...input} parts={rates.map((name) => ({ name, label: assessed[name] }))} whole />, { required: true, help: 'formulas.weightsHelp' }),
  own('satisfaction', 'formulas.satisfaction', (input) => <SharesInput {...input} parts={levels} />, {
    required: true,
    help: 'formulas.satisfactionHelp',
  }),
  ...formOf({ source: named('rules.source', line(199), 'rules.sourceHelp'), confidence: named('rules.confidence', among(confidenceLabels)) }),
];

function Publish({ newest, onDone }: { readonly newest: Formula | undefined; onDone(): void }) {
  const { t } = useRulesWords();
  const client = useQueryClient();
  const number = (newest?.version ?? 0) + 1;
  return (
    <section className="part">
      <h2>{t('rules.publishTitle', { version: number })}</h2>
      <Form
        name={`formula/${number}`}
        fields={fields}
        initial={initialOf(newest)}
        submit={t('rules.publish')}
        send={async (body, key) => {
          const { version } = await json<Formula>('POST', '/formulas', { body, key });
          notify(t('formulas.published', { version }));
          await client.invalidateQueries({ queryKey: ['formulas'] });
          onDone();
        }}
      >
        <p className="hint">{t('formulas.publishText')}</p>
      </Form>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}

function initialOf(newest: Formula | undefined): Group {
  if (newest === undefined) return {};
  const satisfaction: Value = Object.fromEntries(Object.entries(newest.satisfaction));
  const weights: Value = Object.fromEntries(Object.entries(newest.weights));
  return isGroup(weights) && isGroup(satisfaction) ? { weights, satisfaction, source: newest.source } : {};
}
