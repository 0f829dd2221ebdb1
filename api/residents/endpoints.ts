import type { Endpoint } from '../http/endpoint.ts';
import { askHome, book, communities, serviceDays } from './appointments.ts';
import { matters } from './matters.ts';
import { uploadPhoto } from './photos.ts';
import { categories, gridAtPoint, grids, regions } from './places.ts';
import { report } from './report.ts';

/** 群众入口: what residents read and send without an account. */
export const residentEndpoints: readonly Endpoint[] = [
  categories, regions, grids, gridAtPoint, uploadPhoto, report, communities, serviceDays, matters, book, askHome,
];
