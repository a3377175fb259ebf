const msPerMinute = 60_000;
const msPerDay = 86_400_000;

// RFC 3339, section 5.6: the letters may be lower case, and the fraction may have any length.
const pattern = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i;

/**
 * The longest date-time, in characters. An entry's size counts 14 bytes for its time, however long the
 * text is, so that without a bound a retry message could become too large for SQS. 64 characters leave
 * room for 38 digits of a second.
 */
export const maxDateTimeLength = 64;

/**
 * Why a text is not an RFC 3339 date-time, in words that repeat no value; undefined if it is one.
 * Lower-case `t` and `z`, `-00:00` and offsets up to 23:59 are valid, and so is `:60` in the last minute
 * of a month by UTC, where RFC 3339 allows leap seconds. An hour of 24 is not, nor is an instant after the
 * year 9999.
 */
export function dateTimeProblem(text: string): string | undefined {
  if (text.length > maxDateTimeLength) {
    return `is longer than ${maxDateTimeLength} characters, the longest date and time`;
  }
  if (parse(text) !== undefined) return undefined;
  return 'is not a date and time such as 2026-11-21T19:00:00Z';
}

/**
 * The epoch milliseconds of an RFC 3339 date-time; finer digits are cut off. A leap second counts as the
 * second after it, as in POSIX. Throws RangeError for any other text.
 */
export function epochMs(dateTime: string): number {
  const milliseconds = parse(dateTime);
  if (milliseconds === undefined) throw new RangeError('not an RFC 3339 date-time');
  return milliseconds;
}

function parse(text: string): number | undefined {
  // Every part has its place. An array of groups would take longer than all the rest.
  if (!pattern.test(text)) return undefined;
  const number = (start: number, end: number) => numberIn(text, start, end);
  const [year, month, day] = [number(0, 4), number(5, 7), number(8, 10)];
  const [hour, minute, second] = [number(11, 13), number(14, 16), number(17, 19)];
  const offsetMinutes = offsetIn(text);
  // Unlike Date.UTC, it takes a year below 100 as it is.
  const startOfDay = new Date(0).setUTCFullYear(year, month - 1, day);
  if (!isDay(startOfDay, month, day)) return undefined;
  if (!isOnClock(hour, minute, second)) return undefined;
  if (offsetMinutes === undefined) return undefined;
  const startOfMinute = startOfDay + (hour * 60 + minute - offsetMinutes) * msPerMinute;
  if (second === 60 && !isLastMinuteOfMonth(startOfMinute)) return undefined;
  const milliseconds = startOfMinute + second * 1000 + millisecondsIn(text);
  return isInEra(milliseconds) ? milliseconds : undefined;
}

const zero = '0'.charCodeAt(0);

function numberIn(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + text.charCodeAt(at) - zero;
  return value;
}

/** By how many minutes a clock is ahead of UTC; undefined if no clock is. */
function offsetIn(text: string): number | undefined {
  if (text.endsWith('Z') || text.endsWith('z')) return 0;
  const { length } = text;
  const [hour, minute] = [
    numberIn(text, length - 5, length - 3),
    numberIn(text, length - 2, length),
  ];
  if (!isOnClock(hour, minute, 0)) return undefined;
  const minutes = hour * 60 + minute;
  return text.at(-6) === '-' ? -minutes : minutes;
}

function isOnClock(hour: number, minute: number, second: number): boolean {
  return hour < 24 && minute < 60 && second <= 60;
}

/** The whole milliseconds of a second's fraction, of which there may be none. */
function millisecondsIn(text: string): number {
  let [milliseconds, at] = [0, '2026-11-21T19:00:00'.length];
  if (text.charAt(at) !== '.') return milliseconds;
  for (let unit = 100; unit >= 1; unit /= 10) {
    at += 1;
    // A shorter fraction ends before the offset.
    if (!isDigit(text.charCodeAt(at))) return milliseconds;
    milliseconds += unit * (text.charCodeAt(at) - zero);
  }
  return milliseconds;
}

function isDigit(character: number): boolean {
  return character >= zero && character < zero + 10;
}

// Date takes 30 February for 2 March.
function isDay(startMs: number, month: number, day: number): boolean {
  return month > 0 && month <= 12 && new Date(startMs).getUTCDate() === day;
}

function isLastMinuteOfMonth(startOfMinute: number): boolean {
  const next = startOfMinute + msPerMinute;
  return next % msPerDay === 0 && new Date(next).getUTCDate() === 1;
}

// Section 1: all date-times are "somewhere between 0000AD and 9999AD". An offset may lead out of that.
const eraStart = Date.parse('0000-01-01T00:00Z');
const eraEnd = Date.parse('+010000-01-01T00:00Z');

function isInEra(milliseconds: number): boolean {
  return milliseconds >= eraStart && milliseconds < eraEnd;
}
