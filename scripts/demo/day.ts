const day = 86_400_000;
const shanghai = 8 * 3_600_000;

/** So many days from today, in Asia/Shanghai, as YYYY-MM-DD. */
export function inDays(days: number): string {
  return new Date(Date.now() + shanghai + days * day).toISOString().slice(0, 10);
}

/** The next Friday but today. */
export function nextFriday(): string {
  const weekday = new Date(inDays(0)).getUTCDay();
  return inDays((5 - weekday + 7) % 7 || 7);
}

/** A time of a day, both in Asia/Shanghai, as an instant. */
export function at(date: string, time: string): string {
  return `${date}T${time}:00+08:00`;
}
