import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { textPlaces, type StandardText } from '../../contracts/api/templates.ts';
import { json, send, type Procedure } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { Blank, Loading } from '../app/blank.tsx';
import { Dialog } from '../app/dialog.tsx';
import { notify } from '../app/notice.tsx';
import { LoadFailure, ProblemText } from '../app/problem.tsx';
import { Form } from '../forms/form.tsx';
import type { Field } from '../forms/schema.ts';
import { useSession } from '../session/session.ts';
import { among, formOf, group, line, named } from './fields.ts';
import { rulesQueries, useMay } from './rules-queries.ts';
import { placeOf, placesIn, placeText, wherever } from './text-places.ts';
import { useRulesWords } from './words.ts';
import './rules.css';

const route = getRouteApi('/inside/registry/$section');

/** 常用文本: what is written again and again into the long texts of a procedure, for everybody or for one's unit. */
export default function Templates() {
  const { say, t } = useRulesWords();
  const { kind } = route.useSearch();
  const navigate = useNavigate();
  const { data: procedures, error, isPending, refetch } = useQuery(queries.procedures());
  if (isPending) return <Loading rows={4} height={96} />;
  const chosen = procedures?.find(({ name }) => name === kind) ?? procedures?.[0];
  if (procedures === undefined || chosen === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return (
    <div className="rules">
      <header className="head">
        <h1>{t('templates.title')}</h1>
        <label className="chooser">
          {t('templates.procedure')}{' '}
          <select value={chosen.name} onChange={({ target }) => void navigate({ to: '/registry/$section', params: { section: 'templates' }, search: { kind: target.value } })}>
            {procedures.map(({ name, label }) => (
              <option key={name} value={name}>{say(label)}</option>
            ))}
          </select>
        </label>
        <p className="hint">{t('templates.intro')}</p>
      </header>
      <Texts key={chosen.name} name={chosen.name} />
    </div>
  );
}

function Texts({ name }: { readonly name: string }) {
  const { t } = useRulesWords();
  const { data: procedure } = useQuery(queries.procedure(name));
  const { data: texts, error, isPending, refetch } = useQuery(rulesQueries.texts(name));
  const [open, setOpen] = useState<StandardText | 'new' | null>(null);
  const may = useMay('systemAdministrator', 'unitHead');
  if (isPending || (procedure === undefined && error === null)) return <Loading rows={4} height={96} />;
  if (texts === undefined || procedure === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  return (
    <>
      {may && open === null && <p><Button type="primary" onClick={() => setOpen('new')}>{t('templates.add')}</Button></p>}
      {open !== null && <TextForm key={open === 'new' ? 'new' : open.id} procedure={procedure} text={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
      {texts.length === 0 && <Blank title={t('templates.none')}><p>{t('templates.noneText')}</p></Blank>}
      <ul className="standard-texts">
        {texts.map((text) => (
          <Text key={text.id} text={text} procedure={procedure} onChange={() => setOpen(text)} />
        ))}
      </ul>
    </>
  );
}

function Text({ text, procedure, onChange }: { readonly text: StandardText; readonly procedure: Procedure; onChange(): void }) {
  const { at, language, say, t } = useRulesWords();
  const [removing, setRemoving] = useState(false);
  const may = useMayKeep(text.unit);
  return (
    <li className="part">
      <h2>
        {say(text.name)}
        <span className={text.unit === null ? 'mark calm' : 'mark quiet'}>{t(text.unit === null ? 'templates.everybody' : 'templates.ownUnit')}</span>
        {!text.active && <span className="mark">{t('templates.inactive')}</span>}
      </h2>
      <p className="hint">{say(placeText(procedure, text.step, text.field))} · {t('templates.updatedAt', { time: at(text.updatedAt) })}</p>
      <p className="said">{(language === 'en' ? text.text.en : null) ?? text.text.zh}</p>
      {may && (
        <p className="ways">
          <Button size="small" aria-label={t('templates.changeNamed', { name: say(text.name) })} onClick={onChange}>{t('change')}</Button>
          <Button size="small" danger aria-label={t('templates.removeNamed', { name: say(text.name) })} onClick={() => setRemoving(true)}>{t('remove')}</Button>
        </p>
      )}
      {removing && <Remove text={text} onClose={() => setRemoving(false)} />}
    </li>
  );
}

/** For everybody the system administrator, for a unit its head. */
function useMayKeep(unit: string | null): boolean {
  const me = useSession()?.me;
  return me !== undefined && (unit === null ? me.roles.includes('systemAdministrator') : me.roles.includes('unitHead') && me.unit === unit);
}

function Remove({ text, onClose }: { readonly text: StandardText; onClose(): void }) {
  const { say, t } = useRulesWords();
  const client = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  const remove = async (): Promise<void> => {
    try {
      await send('DELETE', `/standard-texts/${text.id}`, {});
      notify(t('templates.removed'));
      await client.invalidateQueries({ queryKey: ['standard-texts'] });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Dialog title={t('templates.removeTitle')} onClose={onClose}>
      <p>{t('templates.removeText', { name: say(text.name) })}</p>
      {failure !== null && <ProblemText failure={failure} />}
      <p><Button danger type="primary" onClick={() => void remove()}>{t('remove')}</Button></p>
    </Dialog>
  );
}

interface TextFormProps {
  readonly procedure: Procedure;
  readonly text: StandardText | null;
  onDone(): void;
}

function TextForm({ procedure, text, onDone }: TextFormProps) {
  const { say, t } = useRulesWords();
  const client = useQueryClient();
  const me = useSession()?.me;
  const forAll = useMay('systemAdministrator');
  const unit = forAll ? null : (me?.unit ?? null);
  return (
    <section className="part">
      <h2>{t(text === null ? 'templates.add' : 'templates.change')}</h2>
      <Form
        name={`standard-text/${procedure.name}/${text?.id ?? 'new'}`}
        fields={fieldsOf(procedure)}
        initial={
          text === null
            ? { active: true }
            : { step: wherever(text.step, text.field), name: { ...text.name }, text: { zh: text.text.zh, ...(text.text.en === null ? {} : { en: text.text.en }) }, active: text.active }
        }
        submit={t('save')}
        send={async ({ step: place, name, text: written, ...body }, key) => {
          const content = { ...body, ...placeOf(String(place)), procedure: procedure.name, unit, name: inBoth(name), text: { en: null, ...asGroup(written) } };
          if (text === null) await json<StandardText>('POST', '/standard-texts', { body: content, key });
          else await json<StandardText>('PUT', `/standard-texts/${text.id}`, { body: content });
          notify(t('saved'));
          await client.invalidateQueries({ queryKey: ['standard-texts'] });
          onDone();
        }}
      >
        <p className="hint">{forAll ? t('templates.forEverybody') : t('templates.forUnit', { unit: me === undefined ? '' : say(me.unitName) })}</p>
        <dl className="facts text-places">
          {Object.entries(textPlaces).map(([place, label]) => (
            <div key={place}>
              <dt><code>{`{${place}}`}</code></dt>
              <dd>{say(label)}</dd>
            </div>
          ))}
        </dl>
      </Form>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </section>
  );
}

function fieldsOf(procedure: Procedure): readonly Field[] {
  return formOf({
    step: named('templates.place', among(Object.fromEntries(placesIn(procedure))), 'templates.placeHelp'),
    name: named('templates.name', group({ zh: named('inChinese', line(40)), en: named('inEnglish', line(40), 'templates.englishHelp') }, ['zh'])),
    text: named('templates.text', group({ zh: named('inChinese', line(2000), 'templates.textHelp'), en: named('inEnglish', line(2000)) }, ['zh'])),
    active: named('active', { type: 'boolean' }),
  });
}

function asGroup(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** A name without an English one is the same in both. */
function inBoth(name: unknown): object {
  const given = asGroup(name);
  return 'zh' in given ? { en: given.zh, ...given } : given;
}
