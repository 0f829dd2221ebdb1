import type { Answers } from './use-answers.ts';
import { Choices, Question } from './question.tsx';
import { useResidentWords } from './words.ts';

const kinds = ['realName', 'confidential', 'anonymous'] as const;

/** 实名、保密、匿名: what each means, and what is needed with it. `at`: where the API has them. */
export function Who({ answers, at }: { readonly answers: Answers; readonly at: string }) {
  const { t } = useResidentWords();
  const named = answers.text('named');
  return (
    <>
      <Choices
        legend={t('who.legend')}
        name="named"
        value={named}
        choices={kinds.map((value) => ({ value, label: t(`who.${value}`), hint: t(`who.hint.${value}`) }))}
        fault={answers.fault(`${at}.named`)}
        onChoose={(next) => answers.put({ named: next })}
      />
      {(named === 'realName' || named === 'confidential') && (
        <>
          <Question label={t('who.name')} fault={answers.fault(`${at}.name`)}>
            {(about) => <input {...about} type="text" autoComplete="name" maxLength={60} value={answers.text('name')} onChange={({ target }) => answers.put({ name: target.value })} />}
          </Question>
          <Question label={t('who.phone')} fault={answers.fault(`${at}.phone`)}>
            {(about) => <input {...about} type="tel" autoComplete="tel" inputMode="tel" maxLength={20} value={answers.text('phone')} onChange={({ target }) => answers.put({ phone: target.value })} />}
          </Question>
        </>
      )}
    </>
  );
}

/** What is sent of it: nothing of a name that was typed before somebody chose to give none. */
export function whoOf(answers: Answers) {
  const named = answers.text('named');
  const given = (name: 'name' | 'phone') => (answers.text(name).trim() === '' ? {} : { [name]: answers.text(name).trim() });
  return named === 'anonymous' ? { named } : { named, ...given('name'), ...given('phone') };
}

export function lacksWho(answers: Answers, nameToo: boolean): 'named' | 'name' | 'phone' | null {
  const named = answers.text('named');
  if (named === '') return 'named';
  if (named === 'anonymous') return null;
  if (nameToo && answers.text('name').trim() === '') return 'name';
  return answers.text('phone').trim() === '' ? 'phone' : null;
}
