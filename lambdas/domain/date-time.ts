const msPerMinute = 60_000;
const msPerDay = 86_400_000;

// RFC 3339, section 5.6: the letters may be lower case, and the fraction may have any length.
const pattern = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;

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
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const number = (group: number) => Number(match[group] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(4), number(5), number(6)];
  const [offsetHour, offsetMinute] = [number(9), number(10)];
  // Unlike Date.UTC, it takes a year below 100 as it is.
  const startOfDay = new Date(0).setUTCFullYear(year, month - 1, day);
  if (!isDay(startOfDay, month, day)) return undefined;
  if (!isOnClock(hour, minute, second)) return undefined;
  if (!isOnClock(offsetHour, offsetMinute, 0)) return undefined;
  const direction = match[8] === '-' ? -1 : 1;
  const offsetMs = direction * (offsetHour * 60 + offsetMinute) * msPerMinute;
  const startOfMinute = startOfDay + (hour * 60 + minute) * msPerMinute - offsetMs;
  if (second === 60 && !isLastMinuteOfMonth(startOfMinute)) return undefined;
  const milliseconds = startOfMinute + second * 1000 + millisecondsIn(match[7]);
  return isInEra(milliseconds) ? milliseconds : undefined;
}

function isOnClock(hour: number, minute: number, second: number): boolean {
  return hour < 24 && minute < 60 && second <= 60;
}

/** The whole milliseconds of a fraction of a second, `.5`. */
function millisecondsIn(fraction = ''): number {
  return Number(fraction.slice(1, 4).padEnd(3, '0'));
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
