/** Prints one line about what is being done. */
export type Report = (line: string) => void;

/** Reports the start of something long, then every 15 s that it still goes on. */
export async function withProgress<T>(report: Report, what: string, work: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  report(`${what} …`);
  const timer = setInterval(() => {
    report(`${what} … ${Math.round((Date.now() - begun) / 1000)} s`);
  }, 15_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
