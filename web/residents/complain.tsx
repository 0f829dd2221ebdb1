import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Filed } from '../../contracts/api/residents.ts';
import { useTitle } from '../app/use-title.ts';
import { ChoosePlace } from './choose-place.tsx';
import { FiledPage } from './filed.tsx';
import { Pictures } from './pictures.tsx';
import { Choices, Question } from './question.tsx';
import { publicQueries, sendComplaint } from './residents-queries.ts';
import { useAnswers, type Answers } from './use-answers.ts';
import { lacksWho, Who, whoOf } from './who.tsx';
import { Wizard } from './wizard.tsx';
import { useResidentWords } from './words.ts';

const topics = ['services', 'conduct', 'funds', 'assets', 'projects', 'other'] as const;
/** The platform reads the first words as the title; nobody has to think of one. */
const titleLength = 30;

/** 投诉: where, what about, against whom, and who says so. */
export default function Complain() {
  const { t } = useResidentWords();
  const answers = useAnswers('complain');
  const [filed, setFiled] = useState<Filed | null>(null);
  useTitle(t('complain.title'));
  if (filed !== null) return <FiledPage title={t('complain.filed')} filed={filed} />;

  const accuses = answers.text('accuses') === 'yes';
  const lacksWhom = (): string | null => {
    if (answers.text('region') === '') return t('place.choose');
    if (answers.text('accuses') === '') return t('complain.chooseAccuses');
    return accuses && answers.text('about') === '' ? t('complain.chooseUnit') : null;
  };
  const lacksWhat = (): string | null => {
    if (answers.text('topic') === '') return t('complain.chooseTopic');
    return answers.text('content').trim().length < 2 ? t('complain.describe') : null;
  };
  const lacking = lacksWho(answers, true);
  return (
    <>
      <h1>{t('complain.title')}</h1>
      <Wizard
        submit={t('complain.submit')}
        busy={answers.busy}
        failure={answers.failure}
        onSend={() => void answers.send(bodyOf(answers), sendComplaint).then(setFiled)}
        steps={[
          {
            title: t('complain.what'),
            missing: lacksWhat,
            paths: ['matter.topic', 'matter.content', 'title'],
            body: (
              <>
                <Choices
                  legend={t('complain.topic')}
                  name="topic"
                  value={answers.text('topic')}
                  choices={topics.map((value) => ({ value, label: t(`complain.topic.${value}`) }))}
                  fault={answers.fault('matter.topic')}
                  onChoose={(topic) => answers.put({ topic })}
                />
                <Question label={t('complain.content')} hint={t('complain.contentHint')} fault={answers.fault('matter.content')}>
                  {(about) => <textarea {...about} rows={6} maxLength={2000} value={answers.text('content')} onChange={({ target }) => answers.put({ content: target.value })} />}
                </Question>
              </>
            ),
          },
          {
            title: t('complain.where'),
            missing: lacksWhom,
            paths: ['region', 'matter.place', 'matter.about', 'matter.accuse', 'photos'],
            body: (
              <>
                <ChoosePlace towns value={answers.text('region')} fault={answers.fault('region')} onChange={(region) => answers.put({ region })} />
                <Question label={t('complain.place')} fault={answers.fault('matter.place')} optional>
                  {(about) => <input {...about} type="text" maxLength={200} value={answers.text('place')} onChange={({ target }) => answers.put({ place: target.value })} />}
                </Question>
                <Choices
                  legend={t('complain.accuses')}
                  name="accuses"
                  value={answers.text('accuses')}
                  choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`complain.accuses.${value}`), hint: t(`complain.accusesHint.${value}`) }))}
                  onChoose={(next) => answers.put({ accuses: next })}
                />
                <UnitByName answers={answers} required={accuses} />
                {accuses && (
                  <Question label={t('complain.accused')} fault={answers.fault('matter.accused')} optional>
                    {(about) => <input {...about} type="text" maxLength={60} value={answers.text('accused')} onChange={({ target }) => answers.put({ accused: target.value })} />}
                  </Question>
                )}
                {accuses ? <p className="hint">{t('complain.noPictures')}</p> : <Pictures answers={answers} />}
              </>
            ),
          },
          { title: t('complain.who'), missing: () => (lacking === null ? null : t(`who.missing.${lacking}`)), paths: ['resident'], body: <Who answers={answers} at="resident" /> },
        ]}
      />
    </>
  );
}

/** The unit that it is about: a few characters of its name, then one of those found. */
function UnitByName({ answers, required }: { readonly answers: Answers; readonly required: boolean }) {
  const { say, t } = useResidentWords();
  const [typed, setTyped] = useState('');
  const name = useDeferredValue(typed.trim());
  const region = answers.text('region').slice(0, 6);
  const chosen = answers.text('about') === '' ? null : answers.text('aboutName');
  const { data = [], isFetching } = useQuery({ ...publicQueries.units(region, name), enabled: region !== '' && name !== '' && chosen === null, placeholderData: keepPreviousData });
  if (chosen !== null) {
    return (
      <div className="field">
        <p className="step-name">{t('complain.unit')}</p>
        <p className="place-found">✓ {chosen}</p>
        <div className="answers">
          <Button size="large" onClick={() => answers.put({ about: '', aboutName: '' })}>{t('complain.otherUnit')}</Button>
        </div>
      </div>
    );
  }
  return (
    <>
      <Question label={t('complain.unit')} hint={t('complain.unitHint')} fault={answers.fault('matter.about')} optional={!required}>
        {(about) => <input {...about} type="search" maxLength={60} value={typed} disabled={region === ''} onChange={({ target }) => setTyped(target.value)} />}
      </Question>
      <div role="status">
        {name !== '' && region !== '' && data.length === 0 && <p className="hint">{t(isFetching ? 'loading' : 'form.noMatch')}</p>}
      </div>
      {name !== '' && data.length > 0 && (
        <ul className="choices">
          {data.map((unit) => (
            <li key={unit.code}>
              <Button size="large" className="wide-button" onClick={() => answers.put({ about: unit.code, aboutName: say(unit.name) })}>{say(unit.name)}</Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function bodyOf(answers: Answers) {
  const accuses = answers.text('accuses') === 'yes';
  const given = (...names: ReadonlyArray<'place' | 'about' | 'accused'>) =>
    Object.fromEntries(names.flatMap((name) => (answers.text(name).trim() === '' ? [] : [[name, answers.text(name).trim()]])));
  const content = answers.text('content').trim();
  return {
    region: answers.text('region'),
    title: [...content].slice(0, titleLength).join(''),
    resident: whoOf(answers),
    matter: { topic: answers.text('topic'), content, accuses, ...given('place', 'about'), ...(accuses ? given('accused') : {}) },
    photos: accuses ? [] : answers.texts('photos'),
  };
}
