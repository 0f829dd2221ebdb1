/** Workflow types of the family `discipline`: apart from the first day. */
export { jointInspection } from './joint-inspection.ts';
