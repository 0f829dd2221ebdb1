const beijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** An instant as Beijing time: 2022-10-14 09:30:00. */
export function beijingTime(instant: string): string {
  return beijing.format(new Date(instant));
}
