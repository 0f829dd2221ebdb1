import { useMemo, useState } from 'react';
import type { Label } from '../../contracts/label.ts';
import { dropPhoto, entryOf, keep, takePhoto, useField } from './store.ts';
import { photoReference, type Entry, type Input, type Photo, type Setting } from './entry.ts';

const loadedAt = Date.now();

type Of<I extends Input> = Entry & { readonly input: I };

interface Editing<I extends Input> {
  readonly entry: Of<I>;
  /** Keeps what was entered, at once; told from the present input where that may have gone on meanwhile. */
  change(input: Partial<I> | ((input: I) => Partial<I>), title?: string): void;
  /** Takes photographs in; returns how they stand in the input. */
  add(files: readonly File[]): Promise<string[]>;
  drop(photo: Photo): void;
}

/** What is being entered: the draft that is there, or a new one, which is kept from the first change on. */
export function useEntry<I extends Input>(present: Entry | undefined, make: () => Entry, is: (input: Input) => input is I): Editing<I> | null {
  const [fresh] = useState(make);
  const { entries, locked } = useField();
  const found = (present !== undefined && (!locked || mayGoOn(present)) ? present : undefined) ?? entries.find(({ id, state }) => id === fresh.id && (state === 'draft' || state === 'refused')) ?? fresh;
  const { input } = found;
  if (!is(input)) return null;
  const entry: Of<I> = { ...found, input };
  return {
    entry,
    change(change, title) {
      const now = entryOf(entry.id) ?? entry;
      if (!is(now.input)) return;
      void keep({ ...now, ...(title === undefined ? {} : { title }), input: { ...now.input, ...(typeof change === 'function' ? change(now.input) : change) } });
    },
    async add(files) {
      const taken: string[] = [];
      for (const file of files) {
        const photo = await takePhoto(entryOf(entry.id) ?? entry, file);
        if (photo === null) continue;
        const now = entryOf(entry.id) ?? entry; // somebody typed on while the bytes were read
        await keep({ ...now, photos: [...now.photos, photo] });
        taken.push(photoReference(photo.id));
      }
      return taken;
    },
    drop(photo) {
      const now = entryOf(entry.id) ?? entry;
      void keep({ ...now, photos: now.photos.filter(({ id }) => id !== photo.id) });
      void dropPhoto(photo.id);
    },
  };
}

/** While nobody is logged in, what was entered before is not read out; but the round that is being walked goes on. */
function mayGoOn({ created, input }: Entry): boolean {
  return created >= loadedAt || input.kind === 'round';
}

/** What requests are made with: the region of the unit, and how events are called. Titles are written in Chinese, like all records. */
export function useSetting(points: Readonly<Record<string, string>> = {}): Omit<Setting, 'photos'> {
  const { owner, snapshot } = useField();
  return useMemo(() => {
    const names = new Map<string, Label>([...(snapshot?.categories ?? []), ...(snapshot?.grids ?? [])].map(({ code, name }) => [code, name]));
    const called = (code: string): string => names.get(code)?.zh ?? code;
    return {
      region: owner?.me.region ?? '',
      titleOf: (category, place) => [called(category), points[place] ?? called(place)].filter((part) => part !== '').join(':').slice(0, 60),
    };
  }, [owner, snapshot, points]);
}
