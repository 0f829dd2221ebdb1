import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, use } from 'react';
import { Loading } from '../app/blank.tsx';
import { gridsOf } from '../map/grids.ts';
import { FormRegionContext } from './case-choices.ts';
import { isGroup, type Value } from './values.ts';

const PointPicker = lazy(() => import('../map/point-picker.tsx'));

interface Props {
  readonly value: Value;
  readonly disabled: boolean;
  onChange(value: Value): void;
}

/** A point, on the grids of the region that the form is about. */
export function PointInput({ value, disabled, onChange }: Props) {
  const region = use(FormRegionContext);
  const { data = [] } = useQuery({ ...gridsOf(region ?? ''), enabled: region !== undefined });
  const { lat, lng } = isGroup(value) ? value : {};
  const point = typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null;
  return (
    <Suspense fallback={<Loading rows={1} height={380} />}>
      <PointPicker value={point} areas={data} disabled={disabled} onChange={(next) => onChange(next === null ? undefined : { ...next })} />
    </Suspense>
  );
}
