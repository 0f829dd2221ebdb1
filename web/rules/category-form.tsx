import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { eventGroups, type EventCategory } from '../../contracts/api/routing.ts';
import { json } from '../api/client.ts';
import { notify } from '../app/notice.tsx';
import { Form } from '../forms/form.tsx';
import { among, formOf, group, line, named } from './fields.ts';
import { useRulesWords } from './words.ts';

const content = {
  group: named('routing.group', among(eventGroups)),
  name: named('routing.category', group({ zh: named('inChinese', line(60)), en: named('inEnglish', line(80)) })),
  public: named('routing.public', { type: 'boolean' }, 'routing.publicHelp'),
};
const changed = formOf(content);
const added = formOf({ code: named('routing.code', line(48), 'routing.codeHelp'), ...content });

/** A new 小类, or what an old one is called, where it belongs, and whether residents may report it. */
export function CategoryForm({ category, onDone }: { readonly category?: EventCategory; onDone(): void }) {
  const { t } = useRulesWords();
  const client = useQueryClient();
  return (
    <section className="part">
      <h2>{t(category === undefined ? 'routing.addCategory' : 'routing.changeCategory')}</h2>
      <Form
        name={`category/${category?.code ?? ''}`}
        fields={category === undefined ? added : changed}
        {...(category === undefined ? {} : { initial: { group: category.group, name: { ...category.name }, public: category.public } })}
        submit={t('save')}
        send={async ({ code = category?.code, ...body }) => {
          await json('PUT', `/event-categories/${encodeURIComponent(String(code))}`, { body });
          notify(t('saved'));
          await client.invalidateQueries({ queryKey: ['event-categories'] });
          onDone();
        }}
      />
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}
