import { z } from 'zod';

const clientCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const adapterKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TlsConnectionError', 'TooManyConnections']);
/** Connection exceptions, shutdown, start-up, too many connections. */
const serverCodes = /^(08\w{3}|57P0[1-3]|53300)$/;
/** What node-postgres says without a code. */
const driverWords = /Client has encountered a connection error|timeout exceeded when trying to connect|Connection terminated/;

const prismaError = z.object({
  code: z.string(),
  meta: z
    .object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string().optional(), originalCode: z.string().optional() }) }).optional() })
    .optional(),
});

/** Whether an error says that the database cannot be reached just now, rather than that something is wrong with a statement. */
export function databaseUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (driverWords.test(error.message)) return true;
  const known = prismaError.safeParse(error);
  if (!known.success) return false;
  const cause = known.data.meta?.driverAdapterError?.cause;
  return (
    clientCodes.has(known.data.code) ||
    adapterKinds.has(cause?.kind ?? '') ||
    serverCodes.test(cause?.originalCode ?? '') ||
    serverCodes.test(known.data.code)
  );
}
