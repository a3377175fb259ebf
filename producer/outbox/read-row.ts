import * as v from 'valibot';
import { parseExact } from '../../lambdas/domain/exact-json.ts';
import type { OutgoingEvent } from '../outgoing-event.ts';

/** A row that a relay has leased. */
export interface ClaimedRow {
  readonly id: string;
  /** The event as JSON. */
  readonly event: string;
  /** How often the row was leased, this time included. */
  readonly attempts: number;
}

const rowsSchema = v.array(v.object({ id: v.string(), event: v.string(), attempts: v.number() }));

/** The rows of a claim, in the order in which they were added. Throws if the client returns them in another form. */
export function readRows(rows: readonly unknown[]): readonly ClaimedRow[] {
  // PostgreSQL promises no order of what an update returns.
  return v.parse(rowsSchema, rows).toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

const eventSchema = v.looseObject({
  id: v.string(),
  generator: v.string(),
  detailType: v.string(),
  detail: v.looseObject({}),
});

/** A row's event, whose numbers JSON.stringify writes as the row has them; undefined if somebody has changed the row. */
export function eventOf({ event }: ClaimedRow): OutgoingEvent | undefined {
  const value = parsed(event);
  return v.is(eventSchema, value) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    // A number may have been added by JSON.rawJSON, such as 300.0, which customers match by its text.
    return parseExact(text);
  } catch {
    return undefined;
  }
}
