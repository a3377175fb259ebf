const second = { ms: 1_000, fromMs: 1_000, one: 'second', many: 'seconds' };

const units = [
  // Nobody says "1 day" of the time for which a delivery is retried.
  { ms: 86_400_000, fromMs: 2 * 86_400_000, one: 'day', many: 'days' },
  { ms: 3_600_000, fromMs: 3_600_000, one: 'hour', many: 'hours' },
  { ms: 60_000, fromMs: 60_000, one: 'minute', many: 'minutes' },
  second,
  { ms: 1, fromMs: 1, one: 'millisecond', many: 'milliseconds' },
] as const;

/** A time span in words, in the largest unit in which it is whole: `24 hours`, `15 minutes`, `1 second`. */
export function timeInWords(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const fitting = units.find(({ ms, fromMs }) => milliseconds >= fromMs && milliseconds % ms === 0);
  const { ms, one, many } = fitting ?? second;
  const count = milliseconds / ms;
  return `${count} ${count === 1 ? one : many}`;
}

/** Texts as a list in a sentence: `a`, `a and b`, `a, b and c`. */
export function listInWords(
  texts: readonly (string | number)[],
  word: 'and' | 'or' = 'and',
): string {
  const last = texts.at(-1);
  if (last === undefined) return '';
  return texts.length === 1 ? String(last) : `${texts.slice(0, -1).join(', ')} ${word} ${last}`;
}

const digits = new Intl.NumberFormat('en');

/** A number in digits: `1,048,576`. */
export function inDigits(value: number): string {
  return digits.format(value);
}
