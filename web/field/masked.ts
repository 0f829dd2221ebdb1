/** A name as it is shown while nobody is logged in: enough to find the door again, too little to carry away. */
export function masked(name: string | null): string {
  if (name === null) return '';
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(rest.length);
}
