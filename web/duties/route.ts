import { getRouteApi } from '@tanstack/react-router';

export const route = getRouteApi('/inside/duties');
export type DutySearch = ReturnType<typeof route.useSearch>;
