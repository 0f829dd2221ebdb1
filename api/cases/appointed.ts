import { z } from 'zod';
import { caseNo, instant } from '../../contracts/ids.ts';

const withAppointment = z.looseObject({ matter: z.looseObject({ serviceDay: caseNo, appointment: z.looseObject({ opensAt: instant }) }) });

/** The place of a service day that a case takes, as its opening keeps it; nothing where it is no appointment. */
export function appointed(body: unknown): { appointedTo: string; appointedAt: Date } | undefined {
  const parsed = withAppointment.safeParse(body);
  if (!parsed.success) return undefined;
  const { serviceDay, appointment } = parsed.data.matter;
  return { appointedTo: serviceDay, appointedAt: new Date(appointment.opensAt) };
}
