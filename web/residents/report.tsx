import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { eventGroups, type EventCategory } from '../../contracts/api/routing.ts';
import type { Filed } from '../../contracts/api/residents.ts';
import { Loading } from '../app/blank.tsx';
import { LoadFailure } from '../app/problem.tsx';
import { useTitle } from '../app/use-title.ts';
import { FiledPage } from './filed.tsx';
import { Pictures } from './pictures.tsx';
import { Question } from './question.tsx';
import { publicQueries, sendReport } from './residents-queries.ts';
import { useAnswers, type Answers } from './use-answers.ts';
import { Where } from './where.tsx';
import { lacksWho, Who, whoOf } from './who.tsx';
import { Wizard } from './wizard.tsx';
import { useResidentWords } from './words.ts';

/** 上报: what, where, what it looks like, and who says so; one question at a time, without an account. */
export default function Report() {
  const { t } = useResidentWords();
  const answers = useAnswers('report', { named: 'anonymous' });
  const [filed, setFiled] = useState<Filed | null>(null);
  useTitle(t('report.title'));
  if (filed !== null) return <FiledPage title={t('report.filed')} filed={filed} />;

  const lacksPlace = (): string | null => {
    if (answers.text('way') === '') return t('where.choose');
    if (answers.text('way') === 'words') return answers.text('grid') === '' ? t('where.chooseGrid') : null;
    if (answers.point('point') === null) return t('where.choosePoint');
    return answers.text('outside') === 'yes' ? t('where.outside') : null;
  };
  const lacking = lacksWho(answers, false);
  return (
    <>
      <h1>{t('report.title')}</h1>
      <Wizard
        submit={t('report.submit')}
        busy={answers.busy}
        failure={answers.failure}
        onSend={() => void answers.send(bodyOf(answers), sendReport).then(setFiled)}
        steps={[
          { title: t('report.what'), missing: () => (answers.text('category') === '' ? t('report.chooseWhat') : null), paths: ['category'], body: <What answers={answers} /> },
          { title: t('report.where'), missing: lacksPlace, paths: ['point', 'grid', 'matter.', 'address'], body: <Where answers={answers} /> },
          {
            title: t('report.look'),
            missing: () => (answers.text('description').trim().length < 2 ? t('report.describe') : null),
            paths: ['description', 'photos'],
            body: (
              <>
                <Question label={t('report.description')} hint={t('report.descriptionHint')} fault={answers.fault('description')}>
                  {(about) => <textarea {...about} rows={4} maxLength={1000} value={answers.text('description')} onChange={({ target }) => answers.put({ description: target.value })} />}
                </Question>
                <Pictures answers={answers} />
              </>
            ),
          },
          { title: t('report.who'), missing: () => (lacking === null ? null : t(`who.missing.${lacking}`)), paths: ['reporter'], body: <Who answers={answers} at="reporter" /> },
        ]}
      />
    </>
  );
}

function What({ answers }: { readonly answers: Answers }) {
  const { say, t } = useResidentWords();
  const { data, error, refetch } = useQuery(publicQueries.categories());
  if (error !== null) return <LoadFailure failure={error} onRetry={refetch} />;
  if (data === undefined) return <Loading rows={5} height={56} />;
  const order = Object.keys(eventGroups);
  const groups = [...Map.groupBy<EventCategory['group'], EventCategory>(data, ({ group }) => group)].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return (
    <fieldset className="field">
      <legend className="unseen">{t('report.what')}</legend>
      {groups.map(([group, categories]) => (
        <div key={group} className="choices" role="group" aria-label={say(eventGroups[group])}>
          <p className="group-name">
            {say(eventGroups[group])} · {t(`report.group.${group}`)}
          </p>
          {categories.map(({ code, name }) => (
            <label key={code} className="choice">
              <input type="radio" name="category" value={code} checked={answers.text('category') === code} onChange={() => answers.put({ category: code })} />
              <span>{say(name)}</span>
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function bodyOf(answers: Answers) {
  const point = answers.text('way') === 'words' ? null : answers.point('point');
  const address = answers.text('address').trim();
  return {
    category: answers.text('category'),
    ...(point === null ? { grid: answers.text('grid') } : { point }),
    ...(address === '' ? {} : { address }),
    description: answers.text('description').trim(),
    photos: answers.texts('photos'),
    reporter: whoOf(answers),
  };
}
