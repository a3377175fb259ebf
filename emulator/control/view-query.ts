import * as v from 'valibot';
import type { BusEvent } from '../put-events/bus-event.ts';

/** Which events of a view a call asks for; without a query, all of them. */
export type ViewQuery = {
  readonly after: number;
  readonly limit: number;
  readonly maxBytes?: number;
  readonly isWanted: (event: BusEvent) => boolean;
};

const wholeNumber = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/u, `${name} must be a whole number.`),
    v.transform(Number),
  );

const query = v.strictObject({
  account: v.optional(v.string()),
  region: v.optional(v.string()),
  after: v.optional(wholeNumber('after'), '0'),
  limit: v.optional(wholeNumber('limit')),
  maxBytes: v.optional(wholeNumber('maxBytes')),
});

/** Reads the query of a view. For a wrong one, the reason is one line. */
export function parseViewQuery(
  text: string,
): { ok: true; query: ViewQuery } | { ok: false; reason: string } {
  const parsed = v.safeParse(query, Object.fromEntries(new URLSearchParams(text)));
  if (!parsed.success) {
    const isUnknown = parsed.issues[0].type === 'strict_object';
    const known = 'The query parameters of a view are account, region, after, limit and maxBytes.';
    return { ok: false, reason: isUnknown ? known : parsed.issues[0].message };
  }
  const { account, region, after, limit = Infinity, maxBytes = Infinity } = parsed.output;
  const isWanted = (event: BusEvent) =>
    (account === undefined || event.account === account) &&
    (region === undefined || event.region === region);
  return { ok: true, query: { after, limit, maxBytes, isWanted } };
}
