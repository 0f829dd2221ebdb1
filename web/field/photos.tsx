import { Button } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { Photo } from './entry.ts';
import { pictureOf } from './store.ts';
import { useFieldWords } from './words.ts';

interface Props {
  readonly label: string;
  readonly photos: readonly Photo[];
  readonly most: number;
  readonly required?: boolean;
  readonly fault?: string | undefined;
  onAdd(files: readonly File[]): void;
  onDrop(photo: Photo): void;
}

const types = 'image/jpeg,image/png,image/webp';

/** Photographs from the camera or the album, kept on the phone until they arrived. */
export function Photos({ label, photos, most, required = false, fault, onAdd, onDrop }: Props) {
  const { t } = useFieldWords();
  const id = useId();
  const room = most - photos.length;
  const ways = [
    ['camera', t('field.photo.take')],
    ['album', t('field.photo.choose')],
  ] as const;
  return (
    <fieldset className="field" aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend>
        {label} <span className="optional">({t(required ? 'form.required' : 'form.optional')})</span>
      </legend>
      {photos.length > 0 && (
        <ul className="shots">
          {photos.map((photo, index) => (
            <Shot key={photo.id} photo={photo} number={index + 1} onDrop={() => onDrop(photo)} />
          ))}
        </ul>
      )}
      {room > 0 && (
        <div className="ways">
          {ways.map(([way, text]) => (
            <label key={way} className="shoot">
              <input
                type="file"
                className="unseen"
                accept={types}
                multiple={way === 'album' && room > 1}
                {...(way === 'camera' ? { capture: 'environment' } : {})}
                onChange={({ target }) => {
                  onAdd([...(target.files ?? [])].slice(0, room));
                  target.value = '';
                }}
              />
              {text}
            </label>
          ))}
        </div>
      )}
      {fault !== undefined && <p className="fault" id={`${id}-fault`}>{fault}</p>}
    </fieldset>
  );
}

function Shot({ photo, number, onDrop }: { readonly photo: Photo; readonly number: number; onDrop(): void }) {
  const { t } = useFieldWords();
  const url = usePicture(photo);
  return (
    <li>
      {url === null ? <span className="bone" /> : <img src={url} alt={t('field.photo.number', { number })} />}
      <Button size="small" aria-label={t('field.photo.drop', { number })} onClick={onDrop}>✕</Button>
    </li>
  );
}

function usePicture(photo: Photo): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void pictureOf(photo).then((blob) => {
      if (blob === null || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [photo.id]); // only its bytes make the picture, and they never change
  return url;
}
