import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { clockUnitLabels } from '../../contracts/clock.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { AttachmentInput } from './attachment-input.tsx';
import { useCaseChoices } from './case-choices.ts';
import { PointInput } from './point-input.tsx';
import { ReferenceInput, ReferencesInput, type Found } from './reference-input.tsx';
import { chosenTogether, type Field } from './schema.ts';
import { StandardTextMenu } from './standard-texts.tsx';
import { initialValue, isGroup, isList, type Group, type Value } from './values.ts';

/** What the page says about the fields: one or several sentences for each place. */
export type Faults = ReadonlyMap<string, readonly string[]>;

interface Props<F extends Field = Field> {
  readonly field: F;
  readonly path: string;
  readonly value: Value;
  readonly faults: Faults;
  readonly disabled: boolean;
  /** `found`: what the registry said of a reference that was chosen. */
  onChange(value: Value, found?: Found): void;
  /** The unit that the same group names: whom it sends is looked for there. */
  readonly unit?: string | undefined;
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
  const unit = values['unit'];
  // Where the unit may be left out it is another thing to name, not the one of the officer.
  const sends = fields.some(({ name, kind, required, nullable }) => name === 'unit' && kind === 'reference' && required && !nullable);
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
        unit={sends && typeof unit === 'string' ? unit : undefined}
        // Whoever names an officer has named his unit.
        onChange={(value, found) => onChange({ ...values, ...(sends && found?.unit !== undefined ? { unit: found.unit } : {}), [field.name]: value })}
      />
    ));
}

function FieldInput(props: Props) {
  const { field } = props;
  if (field.kind === 'group') return <GroupInput {...props} field={field} />;
  if (field.kind === 'list' && !chosenTogether(field.item)) return <ListInput {...props} field={field} />;
  return <Line {...props} field={field} />;
}

/** One field with its label, its help and what is wrong with it. Several inputs (a choice, a span) are a group under one legend. */
function Line(props: Props) {
  const { field, path, faults } = props;
  const { say } = useWords();
  const id = useId();
  const wrong = faults.get(path);
  const several =
    ['flag', 'choices', 'span', 'point', 'own'].includes(field.kind) || (field.kind === 'number' && field.scale.length > 0) || (field.kind === 'choice' && radios(field));
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

function Control({ field, path, value, disabled, faults, onChange, unit, about, labelled }: Props & { readonly about: About; readonly labelled: string }): ReactNode {
  const words = useWords();
  const { say, t } = words;
  const text = typeof value === 'string' ? value : '';
  const status = about['aria-invalid'] ? 'error' : '';
  switch (field.kind) {
    case 'text':
      return field.long ? (
        <>
          <Input.TextArea {...about} value={text} disabled={disabled} status={status} rows={3} className="grows" onChange={({ target }) => onChange(target.value)} />
          <StandardTextMenu path={path} personal={field.personal} input={about.id} value={text} disabled={disabled} onChange={onChange} />
        </>
      ) : (
        <Input {...about} value={text} disabled={disabled} status={status} autoComplete="off" onChange={({ target }) => onChange(target.value)} />
      );
    case 'number':
      if (field.scale.length > 0) {
        return (
          <Radio.Group
            aria-labelledby={labelled}
            value={value ?? ''}
            disabled={disabled}
            options={[...field.scale.map((level) => ({ value: level.value, label: say(level.label) })), ...(field.required ? [] : [{ label: t('notStated'), value: '' }])]}
            onChange={({ target }) => onChange(typeof target.value === 'number' ? target.value : undefined)}
          />
        );
      }
      return (
        <InputNumber
          {...about}
          className="wide"
          value={typeof value === 'number' ? value : null}
          {...(field.whole ? { precision: 0 } : {})}
          {...(field.least === undefined || field.most === undefined ? {} : { placeholder: `${field.least}–${field.most}` })}
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
    case 'time':
      return <Input {...about} type="time" className="moment" value={text} disabled={disabled} status={status} onChange={({ target }) => onChange(target.value.slice(0, 5))} />;
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
    case 'month':
      return <Input {...about} type="month" className="moment" placeholder="2026-10" value={text} disabled={disabled} status={status} onChange={({ target }) => onChange(target.value)} />;
    case 'point':
      return <PointInput value={value} disabled={disabled} onChange={onChange} />;
    case 'ofCase':
      return <OfCaseInput part={field.part} about={about} value={text} disabled={disabled} status={status} onChange={onChange} />;
    case 'reference':
      return <ReferenceInput about={about} to={field.to} among={field.to === 'officer' && unit !== undefined ? { unit } : field.among} value={text} disabled={disabled} status={status} onChange={onChange} />;
    case 'attachment':
      return <AttachmentInput about={about} value={text} disabled={disabled} onChange={onChange} />;
    case 'list':
      return <SeveralInput field={field} about={about} values={isList(value) ? value.filter((each) => typeof each === 'string') : []} disabled={disabled} status={status} onChange={onChange} />;
    case 'group':
      return <FieldInput field={field} path={path} value={value} faults={faults} disabled={disabled} onChange={onChange} />;
    case 'own':
      return field.draw({ id: about.id, path, value, disabled, faults, onChange });
    case 'constant':
      return null;
  }
}

interface ControlProps {
  readonly about: About;
  readonly disabled: boolean;
  readonly status: '' | 'error';
}

/** Something of the case at hand, such as one of its parties. */
function OfCaseInput({ part, about, value, disabled, status, onChange }: ControlProps & { readonly part: string; readonly value: string; onChange(value: string | undefined): void }) {
  const { say, t } = useWords();
  const choices = useCaseChoices(part);
  if (choices === undefined) return <Input {...about} value={value} disabled={disabled} status={status} autoComplete="off" onChange={({ target }) => onChange(target.value)} />;
  return (
    <Select
      {...about}
      className="wide"
      value={value === '' ? null : value}
      options={choices.map((choice) => ({ value: choice.value, label: say(choice.label) }))}
      disabled={disabled}
      status={status}
      placeholder={t('form.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      onChange={(next: string | null) => onChange(next ?? undefined)}
    />
  );
}

/** A list of references: several are chosen in one place. */
function SeveralInput({ field, about, values, disabled, status, onChange }: ControlProps & { readonly field: Extract<Field, { kind: 'list' }>; readonly values: readonly string[]; onChange(values: readonly string[]): void }) {
  const { say, t } = useWords();
  const { item } = field;
  const choices = useCaseChoices(item.kind === 'ofCase' ? item.part : '');
  if (item.kind === 'reference') {
    return <ReferencesInput about={about} to={item.to} among={item.among} values={values} most={field.most} disabled={disabled} status={status} onChange={onChange} />;
  }
  return (
    <Select
      {...about}
      mode={choices === undefined ? 'tags' : 'multiple'}
      className="wide"
      value={[...values]}
      options={(choices ?? []).map((option) => ({ value: option.value, label: say(option.label) }))}
      disabled={disabled}
      status={status}
      placeholder={t('form.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      onChange={onChange}
    />
  );
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
