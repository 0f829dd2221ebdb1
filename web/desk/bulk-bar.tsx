import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { Refusal } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { colleagues } from './colleagues.ts';
import type { Bulk } from './use-bulk.ts';
import { nameOf } from './use-bulk.ts';
import { useDeskWords } from './words.ts';

interface Props {
  readonly count: number;
  readonly bulk: Bulk;
  readonly mayAssign: boolean;
  onAccept(): void;
  onAssign(officer: string): void;
  onClear(): void;
}

/** What is done to all that are selected, and which of them were refused, and why. */
export default function BulkBar({ count, bulk, mayAssign, onAccept, onAssign, onClear }: Props) {
  const { language, say, t } = useDeskWords();
  const { progress, refused, done } = bulk;
  const busy = progress !== null;
  return (
    <section className="bulk-bar" aria-label={t('bulk.bar')}>
      <p className="bulk-state" role="status">
        {progress !== null ? t('bulk.running', progress) : refused.length > 0 ? t('bulk.someFailed', { done, failed: refused.length }) : count > 0 ? t('bulk.chosen', { count }) : ''}
      </p>
      {count > 0 && (
        <div className="bulk-actions">
          <Button disabled={busy} onClick={onAccept}>
            {t('bulk.accept')}
          </Button>
          {mayAssign && <Assign disabled={busy} onAssign={onAssign} />}
          <Button type="text" disabled={busy} onClick={onClear}>
            {t('bulk.clear')}
          </Button>
        </div>
      )}
      {refused.length > 0 && (
        <div className="problem" role="alert">
          <p>{t('bulk.results')}</p>
          <ul>
            {refused.map(({ step, failure }) => (
              <li key={nameOf(step)}>
                {step.caseNo} {say(step.step.label)}:{failure instanceof Refusal ? failure.problem[language] : t('error.unreachable')}
              </li>
            ))}
          </ul>
          <Button size="small" onClick={bulk.dismiss}>
            {t('bulk.dismiss')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Assign({ disabled, onAssign }: { readonly disabled: boolean; onAssign(officer: string): void }) {
  const { t } = useDeskWords();
  const id = useId();
  const session = useSession();
  const [officer, choose] = useState<string | null>(null);
  const { data = [], isFetching } = useQuery(colleagues(session?.me.unit ?? ''));
  return (
    <span className="bulk-assign">
      <label htmlFor={id}>{t('bulk.officer')}</label>
      <Select
        id={id}
        className="bulk-officer"
        showSearch={{ optionFilterProp: 'label' }}
        value={officer}
        options={data.map((each) => ({ value: each.id, label: each.name }))}
        loading={isFetching}
        disabled={disabled}
        placeholder={t('bulk.officerSearch')}
        notFoundContent={isFetching ? t('loading') : t('form.noMatch')}
        onChange={(next: string | null) => choose(next)}
      />
      <Button disabled={disabled || officer === null} onClick={() => officer !== null && onAssign(officer)}>
        {t('bulk.assign')}
      </Button>
    </span>
  );
}
