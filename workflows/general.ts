/** Workflow types of the family `general`. */
export { assistedFiling } from './assisted-filing.ts';
export { serviceDay } from './service-day.ts';
