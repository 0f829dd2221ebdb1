import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { attachmentTypes } from '../../contracts/api/attachments.ts';
import { api, type CaseView } from '../api/client.ts';
import { Dialog } from '../app/dialog.tsx';
import { ProblemText } from '../app/problem.tsx';
import { saveFile } from '../app/save-file.ts';
import { useCaseWords } from './words.ts';

type Piece = CaseView['evidence'][number];

/** 材料与证据: pictures as pictures, everything else by its name. Each belongs to an entry, and may belong to a step. */
export function Evidence({ view }: { readonly view: CaseView }) {
  const { t } = useCaseWords();
  const [failure, setFailure] = useState<unknown>(null);
  const [large, enlarge] = useState<Piece | null>(null);
  const download = async (piece: Piece): Promise<void> => {
    setFailure(null);
    try {
      saveFile(await api.download(piece.sha256), `${nameOf(piece)}.${attachmentTypes[piece.mediaType]}`);
    } catch (error) {
      setFailure(error);
    }
  };
  if (view.evidence.length === 0) return <p className="hint">{t('case.evidenceNone')}</p>;
  const pictures = view.evidence.filter(isPicture);
  return (
    <>
      {pictures.length > 0 && (
        <ul className="thumbnails">
          {pictures.map((each) => (
            <li key={keyOf(each)}>
              <button type="button" onClick={() => enlarge(each)}>
                <Picture piece={each} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul className="plain pieces">
        {view.evidence.map((each) => (
          <li key={keyOf(each)}>
            <div>
              {nameOf(each)}
              <Origin view={view} piece={each} />
            </div>
            <Button size="small" onClick={() => void download(each)} aria-label={`${t('case.download')} ${nameOf(each)}`}>{t('case.download')}</Button>
          </li>
        ))}
      </ul>
      {failure !== null && <ProblemText failure={failure} />}
      {large !== null && (
        <Dialog title={nameOf(large)} onClose={() => enlarge(null)}>
          <div className="enlarged"><Picture piece={large} /></div>
          <Origin view={view} piece={large} />
        </Dialog>
      )}
    </>
  );
}

function Origin({ view, piece }: { readonly view: CaseView; readonly piece: Piece }) {
  const { at, say, t } = useCaseWords();
  const step = view.steps.find(({ id }) => id === piece.step);
  const told = [
    `${Math.ceil(piece.size / 1024)} KB`,
    at(piece.at),
    ...(step === undefined ? [] : [t('evidence.ofStep', { step: say(step.label) })]),
    ...(piece.takenAt === null ? [] : [t('evidence.taken', { time: at(piece.takenAt) })]),
  ];
  return <small>{told.join(' · ')}</small>;
}

/** Fetched with the reader's own token, so that what he may not see is not shown. */
function Picture({ piece }: { readonly piece: Piece }) {
  const { t } = useCaseWords();
  const { data: blob } = useQuery({ queryKey: ['attachment', piece.sha256], queryFn: () => api.download(piece.sha256), staleTime: Infinity, gcTime: 5 * 60_000 });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  const alt = t('evidence.picture', { name: nameOf(piece) });
  return url === undefined ? <span className="bone" role="img" aria-label={alt} /> : <img src={url} alt={alt} />;
}

function isPicture({ mediaType }: Piece): boolean {
  return mediaType.startsWith('image/');
}

function nameOf({ title, sha256 }: Piece): string {
  return title ?? sha256.slice(0, 12);
}

function keyOf({ sha256, entry }: Piece): string {
  return `${sha256}/${entry}`;
}
