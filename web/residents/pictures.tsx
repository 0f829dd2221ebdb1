import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { ProblemText } from '../app/problem.tsx';
import { sendPhoto } from './residents-queries.ts';
import type { Answers } from './use-answers.ts';
import { useResidentWords } from './words.ts';

const atMost = 3;
/** Longer side of a picture as it is sent, in pixels: enough to see what is wrong, little enough for a slow line. */
const side = 1600;
const quality = 0.82;

/** Pictures as the browser has them, by their tickets: for as long as the page is open. */
const shown = new Map<string, string>();

/** Photographs: taken or chosen, made smaller here, uploaded at once. */
export function Pictures({ answers }: { readonly answers: Answers }) {
  const { t } = useResidentWords();
  const tickets = answers.texts('photos');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => () => setFailure(null), []);

  const add = async (file: File): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const { ticket } = await sendPhoto(await smaller(file));
      if (!shown.has(ticket)) shown.set(ticket, URL.createObjectURL(file));
      if (!tickets.includes(ticket)) answers.put({ photos: [...tickets, ticket] });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <fieldset className="field">
      <legend>
        {t('pictures.legend')} <span className="optional">({t('form.optional')})</span>
      </legend>
      <p className="hint">{t('pictures.hint', { count: atMost })}</p>
      {tickets.length > 0 && (
        <ul className="pictures">
          {tickets.map((ticket, index) => (
            <li key={ticket}>
              <img src={shown.get(ticket)} alt={t('pictures.alt', { number: index + 1 })} />
              <Button size="large" onClick={() => answers.put({ photos: tickets.filter((each) => each !== ticket) })}>
                {t('pictures.remove', { number: index + 1 })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {tickets.length < atMost && (
        <label className="picture-button">
          {busy ? t('form.uploading') : t('pictures.add')}
          <input
            type="file"
            className="unseen"
            accept="image/jpeg,image/png,image/webp"
            disabled={busy}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              target.value = '';
              if (chosen !== undefined) void add(chosen);
            }}
          />
        </label>
      )}
      <p className="uploaded" role="status">{tickets.length > 0 && t('pictures.count', { count: tickets.length })}</p>
      {failure !== null && <ProblemText failure={failure} />}
    </fieldset>
  );
}

/** What cannot be drawn is sent as it is: whether it is a picture, the API decides. */
async function smaller(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    if (scale === 1) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', quality));
  } catch {
    return file;
  }
}
