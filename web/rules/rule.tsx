import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { NewRuleVersion, RuleStanding } from '../../contracts/api/clocks.ts';
import { spanLabel, type TimeLimitRule } from '../../contracts/clock.ts';
import { json } from '../api/client.ts';
import { Loading } from '../app/blank.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useNow } from '../app/use-now.ts';
import { useTitle } from '../app/use-title.ts';
import { Form } from '../forms/form.tsx';
import { isGroup, type Group } from '../forms/values.ts';
import { among, confidenceLabels, formOf, group, line, named, own, span } from './fields.ts';
import { Forecast } from './forecast.tsx';
import { LadderInput } from './ladder-input.tsx';
import { LadderLine, type Mark } from './ladder-line.tsx';
import { Uses } from './rules.tsx';
import { rulesQueries, useMay } from './rules-queries.ts';
import { inOrder, placeLabel, standingOf, type Standing } from './terms.ts';
import { useRulesWords } from './words.ts';

/** One rule: what is in force and from where, what is to come, when a clock would be due, and the next version. */
export function Rule({ rule }: { readonly rule: RuleStanding }) {
  const { at, say, t } = useRulesWords();
  const { data: versions, error, isPending, refetch } = useQuery(rulesQueries.versions(rule.code));
  const [publishing, setPublishing] = useState(false);
  const may = useMay('systemAdministrator');
  const now = useNow();
  const shown = rule.inForce ?? rule.coming[0];
  useTitle(shown === undefined ? null : say(shown.label));
  if (shown === undefined) return null;
  if (isPending) return <Loading rows={4} height={140} />;
  if (versions === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return (
    <>
      <header className="head">
        <p className="hint"><Link to="/registry/$section" params={{ section: 'rules' }} search={{}}>{t('rules.back')}</Link></p>
        <h1>{say(shown.label)}</h1>
        <code>{rule.code}</code>
        {may && !publishing && <Button type="primary" onClick={() => setPublishing(true)}>{t('rules.publishNext')}</Button>}
      </header>
      {publishing && <Publish rule={rule} versions={versions} onDone={() => setPublishing(false)} />}
      <Version title={t(rule.inForce === null ? 'rules.comingTitle' : 'rules.inForce')} version={shown}>
        <div>
          <dt>{t('rules.usedBy')}</dt>
          <dd><Uses rule={rule} /></dd>
        </div>
      </Version>
      {rule.coming.filter((each) => each !== shown).map((each) => (
        <Version key={each.version} title={t('rules.comingTitle')} version={each} />
      ))}
      <Forecast versions={versions} />
      <section className="part">
        <h2>{t('rules.versions')}</h2>
        <p className="hint">{t('rules.versionsText')}</p>
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('rules.version')}</th>
                <th scope="col">{t('rules.term')}</th>
                <th scope="col">{t('rules.effectiveFrom')}</th>
                <th scope="col">{t('rules.source')}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map((each) => (
                <tr key={each.version}>
                  <td>{t('case.version', { version: each.version })} <StandingMark standing={standingOf(each, versions, now)} /></td>
                  <td data-name={t('rules.term')}>{say(spanLabel(each.term))}</td>
                  <td data-name={t('rules.effectiveFrom')}>{at(each.effectiveFrom)}</td>
                  <td data-name={t('rules.source')}><span>{each.source}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function StandingMark({ standing }: { readonly standing: Standing }) {
  const { t } = useRulesWords();
  return <span className={standing === 'inForce' ? 'mark calm' : 'mark quiet'}>{t(`rules.standing.${standing}`)}</span>;
}

function Version({ title, version, children }: { readonly title: string; readonly version: TimeLimitRule; readonly children?: React.ReactNode }) {
  const { at, say, t } = useRulesWords();
  const { extension } = version;
  const marks: Mark[] = [
    { act: 'start', when: '' },
    ...inOrder(version.ladder).map(({ act, place }) => ({ act, when: say(placeLabel(place)) })),
  ];
  return (
    <section className="part">
      <h2>{title} <small>{t('case.version', { version: version.version })}</small></h2>
      <dl className="facts">
        <div>
          <dt>{t('rules.term')}</dt>
          <dd><strong>{say(spanLabel(version.term))}</strong></dd>
        </div>
        {children}
        <div>
          <dt>{t('rules.extension')}</dt>
          <dd>
            {extension === null ? t('rules.noExtension') : t('rules.extensionText', { times: extension.times, most: say(spanLabel(extension.most)) })}
            {extension?.redAfter !== undefined && ` ${t('rules.redAfter', { times: extension.redAfter })}`}
          </dd>
        </div>
        <div>
          <dt>{t('rules.source')}</dt>
          <dd>
            {version.source}
            <br />
            <small>{t(`confidence.${version.confidence}`)}</small>
            {version.confidence === 'U' && <span className="mark">{t('rules.unsure')}</span>}
          </dd>
        </div>
        <div>
          <dt>{t('rules.effectiveFrom')}</dt>
          <dd>{at(version.effectiveFrom)}</dd>
        </div>
      </dl>
      <h3>{t('ladder.title')}</h3>
      {version.ladder.length === 0 ? <p className="hint">{t('ladder.none')}</p> : <LadderLine marks={marks} label={t('ladder.title')} />}
    </section>
  );
}

const fields = [
  ...formOf({
    label: named('rules.name', group({ zh: named('inChinese', line(80)), en: named('inEnglish', line(120)) })),
    term: named('rules.term', span),
    extension: named('rules.extension', group({ times: named('rules.times', { type: 'integer' }), most: named('rules.most', span), redAfter: named('rules.redAfterField', { type: 'integer' }) }, ['times', 'most']), 'rules.extensionHelp'),
  }, ['extension']),
  own('ladder', 'ladder.title', (input) => <LadderInput {...input} />, { help: 'ladder.help' }),
  ...formOf({
    source: named('rules.source', line(300), 'rules.sourceHelp'),
    confidence: named('rules.confidence', among(confidenceLabels)),
    effectiveFrom: named('rules.effectiveFrom', { type: 'string', format: 'date-time' }, 'rules.effectiveFromHelp'),
  }),
];

interface PublishProps {
  readonly rule: RuleStanding;
  readonly versions: readonly TimeLimitRule[];
  onDone(): void;
}

function Publish({ rule, versions, onDone }: PublishProps) {
  const { at, t } = useRulesWords();
  const client = useQueryClient();
  const [newest] = versions;
  const number = (newest?.version ?? 0) + 1;
  return (
    <section className="part">
      <h2>{t('rules.publishTitle', { version: number })}</h2>
      <Form
        name={`rule/${rule.code}/${number}`}
        fields={fields}
        initial={initialOf(newest)}
        submit={t('rules.publish')}
        send={async (body, key) => {
          const content = { extension: null, ladder: [], ...body };
          const published = await json<NewRuleVersion & { version: number }>('POST', `/rules/${rule.code}/versions`, { body: content, key });
          notify(t('rules.published', { version: published.version, time: at(published.effectiveFrom) }));
          await client.invalidateQueries({ queryKey: ['rules'] });
          onDone();
        }}
      >
        <p className="hint">{t('rules.publishText')}</p>
      </Form>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}

/** The next version begins as the newest one; when it takes effect, and how sure it is, is said anew. */
function initialOf(newest: TimeLimitRule | undefined): Group {
  if (newest === undefined) return {};
  const { label, term, extension, ladder, source } = newest;
  const given: unknown = structuredClone({ label, term, ladder, source, ...(extension === null ? {} : { extension }) });
  return isGroup(given) ? given : {};
}
