import * as v from 'valibot';
import type { MessageAttributes } from './dead-letter.ts';
import type { Mapping } from './mapping.ts';

/** Which sources of its generator a message's events are for; all of them where nothing bounds it. */
export interface Scope {
  /** This source alone. */
  readonly sourceArn?: string | undefined;
  /** Sources in these Regions. */
  readonly regions?: readonly string[] | undefined;
  /** Sources whose ARNs come after this one, by code units. */
  readonly after?: string | undefined;
  /** Sources whose ARNs come before this one, and this one. */
  readonly through?: string | undefined;
}

/** What a message says of itself besides its events. */
export interface Part {
  readonly scope: Scope;
  /** When the events queue took the message that this one is a part of, epoch milliseconds. */
  readonly queuedAtMs?: number | undefined;
  /** Whether its events were counted when it was divided: then its entries alone count. */
  readonly isCounted: boolean;
}

/** The names of the message attributes on the events queue that {@link readPart} reads. */
const names = { sourceArn: 'sourceArn', part: 'part' } as const;

const partSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    queuedAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
    regions: v.exactOptional(v.array(v.string())),
    after: v.exactOptional(v.string()),
    through: v.exactOptional(v.string()),
  }),
);

/**
 * Reads what a message's attributes say: `sourceArn` addresses one source; `part`, which only the
 * fan-out function writes, makes it a part of a message that was divided. Undefined when `part` cannot
 * be read.
 */
export function readPart(attribute: (name: string) => string | undefined): Part | undefined {
  const sourceArn = attribute(names.sourceArn);
  const text = attribute(names.part);
  if (text === undefined) return { scope: { sourceArn }, isCounted: false };
  const read = v.safeParse(partSchema, text);
  if (!read.success) return undefined;
  const { queuedAtMs, ...scope } = read.output;
  return { scope: { sourceArn, ...scope }, queuedAtMs, isCounted: true };
}

/**
 * The attributes that say which sources a message is for, as they came, whether they can be read or not.
 * Its dead letters keep them: redriven without, they would go to every source.
 */
export function scopeAttributes(
  attribute: (name: string) => string | undefined,
): MessageAttributes {
  const entries = Object.values(names).map((name) => [name, attribute(name)] as const);
  return Object.fromEntries(entries.flatMap(([name, text]) => (text ? [[name, text]] : [])));
}

/** The message attributes of a part that is sent back to the events queue. */
export function partAttributes(scope: Scope, queuedAtMs: number): MessageAttributes {
  const { sourceArn, ...bounds } = scope;
  return {
    ...(sourceArn !== undefined && { [names.sourceArn]: sourceArn }),
    [names.part]: JSON.stringify({ queuedAtMs, ...bounds }),
  };
}

/** Whether a scope takes every source in, as that of most messages does. */
export function isUnbounded({ sourceArn, regions, after, through }: Scope): boolean {
  return (
    sourceArn === undefined && regions === undefined && after === undefined && through === undefined
  );
}

/** Whether a scope takes a mapping's source in. */
export function isInScope({ sourceArn, region }: Mapping, scope: Scope): boolean {
  return (
    (scope.sourceArn === undefined || scope.sourceArn === sourceArn) &&
    (scope.regions === undefined || scope.regions.includes(region)) &&
    (scope.after === undefined || sourceArn > scope.after) &&
    (scope.through === undefined || sourceArn <= scope.through)
  );
}
