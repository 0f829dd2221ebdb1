import { pino, type Logger } from 'pino';

/** Structured logs, one JSON object a line. What is logged names cases and officers by number and id, never people. */
export function createLogger(level: string, process: 'api' | 'worker' | 'tool' = 'api'): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime });
}
