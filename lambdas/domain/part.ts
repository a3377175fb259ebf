import * as v from 'valibot';
import type { MessageAttributes } from './dead-letter.ts';
import type { Mapping } from './mapping.ts';

/** Which sources of its generator a message's events are for; all of them if there is no bound. */
export interface Scope {
  /** Only this source. */
  readonly sourceArn?: string | undefined;
  /** Only sources in these Regions. */
  readonly regions?: readonly string[] | undefined;
  /** Only sources whose ARNs come after this one, by code units. */
  readonly after?: string | undefined;
  /** Only sources whose ARNs come before this one, and this one itself. */
  readonly through?: string | undefined;
}

/** What a message's attributes say about it. */
export interface Part {
  readonly scope: Scope;
  /** When the events queue took the message that this one is a part of, epoch milliseconds. */
  readonly queuedAtMs?: number | undefined;
  /** Since when its events' details could not be stored or seen, epoch milliseconds. */
  readonly failingSinceMs?: number | undefined;
  /** Whether its events were counted when the message was divided: then only its entries count. */
  readonly isCounted: boolean;
}

/** The names of the message attributes on the events queue that {@link readPart} reads. */
const names = { sourceArn: 'sourceArn', part: 'part' } as const;

const partSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    queuedAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
    failingSinceMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    regions: v.exactOptional(v.array(v.string())),
    after: v.exactOptional(v.string()),
    through: v.exactOptional(v.string()),
  }),
);

/**
 * Reads a message's attributes: `sourceArn` addresses one source; `part`, which only the fan-out function
 * writes, marks a part of a message that was divided. Undefined when `part` cannot be read.
 */
export function readPart(attribute: (name: string) => string | undefined): Part | undefined {
  const sourceArn = attribute(names.sourceArn);
  const text = attribute(names.part);
  if (text === undefined) return { scope: { sourceArn }, isCounted: false };
  const read = v.safeParse(partSchema, text);
  if (!read.success) return undefined;
  const { queuedAtMs, failingSinceMs, ...scope } = read.output;
  return { scope: { sourceArn, ...scope }, queuedAtMs, failingSinceMs, isCounted: true };
}

/**
 * The attributes that say which sources a message is for, unchanged, even if they cannot be read. Its dead
 * letters keep them: after a redrive without them, the events would go to every source.
 */
export function scopeAttributes(
  attribute: (name: string) => string | undefined,
): MessageAttributes {
  const entries = Object.values(names).map((name) => [name, attribute(name)] as const);
  return Object.fromEntries(entries.flatMap(([name, text]) => (text ? [[name, text]] : [])));
}

/** The message attributes of a part that is sent back to the events queue. */
export function partAttributes(
  scope: Scope,
  queuedAtMs: number,
  failingSinceMs?: number,
): MessageAttributes {
  const { sourceArn, ...bounds } = scope;
  return {
    ...(sourceArn !== undefined && { [names.sourceArn]: sourceArn }),
    [names.part]: JSON.stringify({ queuedAtMs, failingSinceMs, ...bounds }),
  };
}

/** Whether a scope includes every source, as most messages' scopes do. */
export function isUnbounded({ sourceArn, regions, after, through }: Scope): boolean {
  return (
    sourceArn === undefined && regions === undefined && after === undefined && through === undefined
  );
}

/** Whether a scope includes a mapping's source. */
export function isInScope({ sourceArn, region }: Mapping, scope: Scope): boolean {
  return (
    (scope.sourceArn === undefined || scope.sourceArn === sourceArn) &&
    (scope.regions === undefined || scope.regions.includes(region)) &&
    (scope.after === undefined || sourceArn > scope.after) &&
    (scope.through === undefined || sourceArn <= scope.through)
  );
}
