import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { clockUnitLabels } from '../../contracts/clock.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { AttachmentInput } from './attachment-input.tsx';
import { ReferenceInput } from './reference-input.tsx';
import type { Field } from './schema.ts';
import { initialValue, isGroup, isList, type Group, type Value } from './values.ts';

/** What the page says about the fields: one or several sentences for each place. */
export type Faults = ReadonlyMap<string, readonly string[]>;

interface Props<F extends Field = Field> {
  readonly field: F;
  readonly path: string;
  readonly value: Value;
  readonly faults: Faults;
  readonly disabled: boolean;
  onChange(value: Value): void;
}

interface FieldsProps {
  readonly fields: readonly Field[];
  readonly values: Group;
  readonly at?: string;
  readonly faults: Faults;
  readonly disabled: boolean;
  onChange(values: Group): void;
}

/** The inputs of a form, or of a group in it. */
export function Fields({ fields, values, at = '', faults, disabled, onChange }: FieldsProps) {
  return fields
    .filter(({ kind }) => kind !== 'constant')
    .map((field) => (
      <FieldInput
        key={field.name}
        field={field}
        path={at === '' ? field.name : `${at}.${field.name}`}
        value={values[field.name]}
        faults={faults}
        disabled={disabled}
        onChange={(value) => onChange({ ...values, [field.name]: value })}
      />
    ));
}

function FieldInput(props: Props) {
  const { field } = props;
  if (field.kind === 'group') return <GroupInput {...props} field={field} />;
  if (field.kind === 'list') return <ListInput {...props} field={field} />;
  return <Line {...props} field={field} />;
}

/** One field with its label, its help and what is wrong with it. Several inputs (a choice, a span) are a group under one legend. */
function Line(props: Props) {
  const { field, path, faults } = props;
  const { say } = useWords();
  const id = useId();
  const wrong = faults.get(path);
  const several = field.kind === 'flag' || field.kind === 'choices' || field.kind === 'span' || (field.kind === 'choice' && radios(field));
  const described = [...(field.help === null ? [] : [`${id}-help`]), ...(wrong === undefined ? [] : [`${id}-fault`])].join(' ');
  const about = {
    id,
    'aria-invalid': wrong !== undefined,
    'aria-required': field.required && !field.nullable,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  };
  const name = field.label.zh === '' ? null : <Name field={field} />;
  const body = (
    <>
      {field.help !== null && <p className="hint" id={`${id}-help`}>{say(field.help)}</p>}
      <Control {...props} about={about} labelled={`${id}-label`} />
      {wrong !== undefined && <p className="fault" id={`${id}-fault`}>{wrong.join(' ')}</p>}
    </>
  );
  if (field.kind === 'confirmation') return <div className="field" data-place={path}>{body}</div>;
  if (several) {
    return (
      <fieldset className="field" data-place={path} aria-describedby={described || undefined}>
        <legend id={`${id}-label`}>{name}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div className="field" data-place={path}>
      <label htmlFor={id} id={`${id}-label`}>{name}</label>
      {body}
    </div>
  );
}

function Name({ field }: { readonly field: Field }) {
  const { say, t } = useWords();
  return (
    <>
      {say(field.label)} <span className="optional">({[t(field.required && !field.nullable ? 'form.required' : 'form.optional'), ...(field.personal ? [t('form.personal')] : [])].join(' · ')})</span>
    </>
  );
}

interface About {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
  readonly 'aria-describedby'?: string;
}

/** A choice of a few is laid open. */
function radios({ options }: { readonly options: readonly unknown[] }): boolean {
  return options.length <= 5;
}

function Control({ field, path, value, disabled, faults, onChange, about, labelled }: Props & { readonly about: About; readonly labelled: string }): ReactNode {
  const words = useWords();
  const { say, t } = words;
  const text = typeof value === 'string' ? value : '';
  const status = about['aria-invalid'] ? 'error' : '';
  switch (field.kind) {
    case 'text':
      return field.long ? (
        <Input.TextArea {...about} value={text} disabled={disabled} status={status} rows={3} className="grows" onChange={({ target }) => onChange(target.value)} />
      ) : (
        <Input {...about} value={text} disabled={disabled} status={status} autoComplete="off" onChange={({ target }) => onChange(target.value)} />
      );
    case 'number':
      return (
        <InputNumber
          {...about}
          className="wide"
          value={typeof value === 'number' ? value : null}
          {...(field.whole ? { precision: 0 } : {})}
          disabled={disabled}
          status={status}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'flag':
      return (
        <Radio.Group
          aria-labelledby={labelled}
          value={value ?? ''}
          disabled={disabled}
          options={[{ label: t('yes'), value: true }, { label: t('no'), value: false }, ...(field.required || field.initial !== undefined ? [] : [{ label: t('notStated'), value: '' }])]}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === true)}
        />
      );
    case 'confirmation':
      return (
        <Checkbox {...about} checked={value === true} disabled={disabled} onChange={({ target }) => onChange(target.checked ? true : undefined)}>
          <Name field={field} />
        </Checkbox>
      );
    case 'choice': {
      const options = field.options.map((option) => ({ value: option.value, label: say(option.label) }));
      return radios(field) ? (
        <Radio.Group
          aria-labelledby={labelled}
          value={text}
          disabled={disabled}
          options={[...options, ...(field.required || field.initial !== undefined ? [] : [{ label: t('notStated'), value: '' }])]}
          onChange={({ target }) => onChange(String(target.value))}
        />
      ) : (
        <Select
          {...about}
          className="wide"
          value={text === '' ? null : text}
          options={options}
          disabled={disabled}
          status={status}
          placeholder={t('form.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={!field.required}
          onChange={(next: string | null) => onChange(next ?? undefined)}
        />
      );
    }
    case 'choices':
      return (
        <Checkbox.Group
          aria-labelledby={labelled}
          value={isList(value) ? value.map(String) : []}
          disabled={disabled}
          options={field.options.map((option) => ({ value: option.value, label: say(option.label) }))}
          onChange={(next) => onChange(field.options.flatMap((option) => (next.includes(option.value) ? [option.value] : [])))}
        />
      );
    case 'day':
      return <Input {...about} type="date" className="moment" value={text} disabled={disabled} status={status} onChange={({ target }) => onChange(target.value)} />;
    case 'instant':
      return (
        <Input
          {...about}
          type="datetime-local"
          className="moment"
          value={text.slice(0, 16)}
          disabled={disabled}
          status={status}
          onChange={({ target }) => onChange(target.value === '' ? '' : `${target.value.slice(0, 16)}:00+08:00`)}
        />
      );
    case 'span':
      return <SpanInput units={field.units} value={value} disabled={disabled} status={status} onChange={onChange} words={words} />;
    case 'reference':
      return <ReferenceInput about={about} to={field.to} value={text} disabled={disabled} status={status} onChange={onChange} />;
    case 'attachment':
      return <AttachmentInput about={about} value={text} disabled={disabled} onChange={onChange} />;
    case 'group':
    case 'list':
      return <FieldInput field={field} path={path} value={value} faults={faults} disabled={disabled} onChange={onChange} />;
    case 'constant':
      return null;
  }
}

function SpanInput({ units, value, disabled, status, onChange, words: { t, say } }: { units: readonly string[]; value: Value; disabled: boolean; status: '' | 'error'; onChange(value: Value): void; words: Words }) {
  const { amount, unit } = isGroup(value) ? value : {};
  const chosen = typeof unit === 'string' ? unit : 'workday';
  const options = Object.entries(clockUnitLabels).flatMap(([each, label]) => (units.includes(each) ? [{ value: each, label: say(label) }] : []));
  return (
    <div className="span">
      <InputNumber
        aria-label={t('action.amount')}
        value={typeof amount === 'number' ? amount : null}
        min={0}
        disabled={disabled}
        status={status}
        onChange={(next) => onChange(next === null ? undefined : { amount: next, unit: chosen })}
      />
      <Select aria-label={t('action.unit')} value={chosen} options={options} disabled={disabled} onChange={(next: string) => onChange({ amount, unit: next })} />
    </div>
  );
}

function GroupInput({ field, path, value, faults, disabled, onChange }: Props<Extract<Field, { kind: 'group' }>>) {
  const { say } = useWords();
  return (
    <fieldset className="group" data-place={path}>
      {field.label.zh !== '' && <legend>{field.required ? say(field.label) : <Name field={field} />}</legend>}
      {field.help !== null && <p className="hint">{say(field.help)}</p>}
      <Fields fields={field.fields} values={isGroup(value) ? value : {}} at={path} faults={faults} disabled={disabled} onChange={onChange} />
      {faults.has(path) && <p className="fault">{faults.get(path)?.join(' ')}</p>}
    </fieldset>
  );
}

function ListInput({ field, path, value, faults, disabled, onChange }: Props<Extract<Field, { kind: 'list' }>>) {
  const { say, t } = useWords();
  const items = isList(value) ? value : [];
  const { item } = field;
  const replace = (index: number, next: Value) => onChange(items.map((each, at) => (at === index ? next : each)));
  return (
    <fieldset className="group" data-place={path}>
      <legend>
        <Name field={field.least > 0 ? field : { ...field, required: false }} />
      </legend>
      {field.help !== null && <p className="hint">{say(field.help)}</p>}
      {items.length === 0 && <p className="hint">{t('form.empty')}</p>}
      {items.map((each, index) => {
        const label = { zh: `${field.label.zh} ${index + 1}`, en: `${field.label.en} ${index + 1}` };
        return (
          <div className="item" key={index}>
            <FieldInput field={{ ...item, label, name: String(index) }} path={`${path}[${index}]`} value={each} faults={faults} disabled={disabled} onChange={(next) => replace(index, next)} />
            <Button size="small" disabled={disabled} onClick={() => onChange(items.filter((_, at) => at !== index))}>
              {t('form.remove', { number: index + 1 })}
            </Button>
          </div>
        );
      })}
      {items.length < field.most && (
        <Button size="small" type="dashed" disabled={disabled} onClick={() => onChange([...items, initialValue(item.kind === 'group' ? { ...item, required: true } : item)])}>
          + {t('form.add')}
        </Button>
      )}
      {faults.has(path) && <p className="fault">{faults.get(path)?.join(' ')}</p>}
    </fieldset>
  );
}
