import { Button } from 'antd';
import { useRef, useState } from 'react';
import { attachmentTypes } from '../../contracts/api/attachments.ts';
import { api } from '../api/client.ts';
import { ProblemText } from '../app/problem.tsx';
import { useWords } from '../words/use-words.ts';
import { useAttempt } from './attempt.ts';

interface Props {
  readonly about: { readonly id: string; readonly 'aria-describedby'?: string };
  readonly value: string;
  readonly disabled: boolean;
  onChange(sha256: string | undefined): void;
}

/** A file is uploaded when it is chosen; the form then names it by the SHA-256 that the API gave it. */
export function AttachmentInput({ about, value, disabled, onChange }: Props) {
  const { t } = useWords();
  const file = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const upload = async (chosen: File): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const { sha256 } = await api.upload(chosen, attempt([chosen.name, chosen.size, chosen.lastModified]));
      setName(chosen.name);
      onChange(sha256);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div>
      <input
        {...about}
        ref={file}
        type="file"
        className="file"
        accept={Object.keys(attachmentTypes).join(',')}
        disabled={disabled || busy}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen !== undefined) void upload(chosen);
        }}
      />
      <p className="hint">{busy ? t('form.uploading') : t('form.fileTypes')}</p>
      {value !== '' && (
        <p className="uploaded" role="status">
          ✓ {t('form.uploaded')} {name === '' ? value.slice(0, 12) : name}{' '}
          <Button
            size="small"
            disabled={disabled}
            onClick={() => {
              if (file.current !== null) file.current.value = '';
              onChange(undefined);
            }}
          >
            {t('form.removeFile')}
          </Button>
        </p>
      )}
      {failure !== null && <ProblemText failure={failure} />}
    </div>
  );
}
