import * as v from 'valibot';

// Date.parse alone would also accept "1 Dec" and the hour 24.
const isoDateTime = /^\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

const MAX_TIME_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A time: seconds since 1970 in the protocol; an ISO 8601 string is accepted too. Converted to milliseconds. */
export const timestamp = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(isoDateTime))]),
  v.transform((time) => (typeof time === 'number' ? time * 1000 : Date.parse(time.toUpperCase()))),
  v.check((ms) => ms >= 0 && ms <= MAX_TIME_MS, 'Member must be a timestamp'),
);
