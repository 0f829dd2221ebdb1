import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever its kernel was built with. */
const ticksPerSecond = 100;

interface Usage {
  readonly parent: number;
  readonly seconds: number;
}

/** Seconds of processor time that a process and its children have taken so far, those included that have ended. Null where the system does not tell (no /proc). */
export function processorTime(pid: number): number | null {
  const own = usageOf(pid);
  if (own === null) return null;
  const children = readdirSync('/proc').flatMap((name) => {
    const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : null;
    return usage?.parent === pid ? [usage.seconds] : [];
  });
  return children.reduce((sum, seconds) => sum + seconds, own.seconds);
}

function usageOf(pid: number): Usage | null {
  try {
    // The name of the program stands in brackets and may hold blanks; the fields after it are numbered from 3 (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    return { parent: field(4), seconds: (field(14) + field(15) + field(16) + field(17)) / ticksPerSecond };
  } catch {
    return null;
  }
}
