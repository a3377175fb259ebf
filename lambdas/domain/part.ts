import * as v from 'valibot';
import type { MessageAttributes } from './dead-letter.ts';
import type { Mapping } from './mapping.ts';

/**
 * A range of a generator's sources. ARNs are ASCII, so that their order by code units is that of DynamoDB,
 * by bytes.
 */
export interface Bounds {
  /** Only this source. */
  readonly sourceArn?: string | undefined;
  /** Only sources whose ARNs come after this one, by code units. */
  readonly after?: string | undefined;
  /** Only sources whose ARNs come before this one, and this one itself. */
  readonly through?: string | undefined;
}

/** Which sources of its generator a message's events are for; all of them if there is no bound. */
export interface Scope extends Bounds {
  /** Only sources in these Regions. */
  readonly regions?: readonly string[] | undefined;
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
  /** Whether what filters leave out of it is still to be counted: whoever divided did not read its mappings. */
  readonly countsFiltered: boolean;
}

// An ARN of a source has 310 characters at most.
const maxArnLength = 340;

/** Whether a text may be looked up as the ARN of a source: DynamoDB takes keys of 1 to 1,024 bytes. */
export function canBeArn(text: string): boolean {
  // A single character has none before it.
  return text.length > 1 && text.length <= maxArnLength;
}

const bound = v.pipe(v.string(), v.check(canBeArn));

/** The names of the message attributes on the events queue that {@link readPart} reads. */
const names = { sourceArn: 'sourceArn', part: 'part' } as const;

const partSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    queuedAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
    failingSinceMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    regions: v.exactOptional(v.array(v.string())),
    after: v.exactOptional(bound),
    through: v.exactOptional(bound),
    countsFiltered: v.exactOptional(v.literal(true)),
  }),
);

/**
 * Reads a message's attributes: `sourceArn` addresses one source; `part`, which only the fan-out function
 * writes, marks a part of a message that was divided. Undefined when `part` cannot be read.
 */
export function readPart(attribute: (name: string) => string | undefined): Part | undefined {
  const sourceArn = attribute(names.sourceArn);
  const text = attribute(names.part);
  if (text === undefined) {
    return { scope: { sourceArn }, isCounted: false, countsFiltered: true };
  }
  const read = v.safeParse(partSchema, text);
  if (!read.success) return undefined;
  const { queuedAtMs, failingSinceMs, countsFiltered = false, ...bounds } = read.output;
  const scope = { sourceArn, ...bounds };
  return { scope, queuedAtMs, failingSinceMs, isCounted: true, countsFiltered };
}

/**
 * The attributes that say which sources a message is for, unchanged, even if they cannot be read. Its dead
 * letters keep them: after a redrive without them, the events would go to every source.
 */
export function scopeAttributes(
  attribute: (name: string) => string | undefined,
): MessageAttributes {
  const attributes: Record<string, string> = {};
  for (const name of Object.values(names)) {
    const text = attribute(name);
    if (text) attributes[name] = text;
  }
  return attributes;
}

/** The message attributes of a part that is sent back to the events queue. */
export function partAttributes(
  { sourceArn, ...bounds }: Scope,
  {
    queuedAtMs,
    failingSinceMs,
    countsFiltered,
  }: Pick<Part, 'failingSinceMs'> & {
    readonly queuedAtMs: number;
    readonly countsFiltered?: boolean;
  },
): MessageAttributes {
  const counting = countsFiltered === true && { countsFiltered };
  return {
    ...(sourceArn !== undefined && { [names.sourceArn]: sourceArn }),
    [names.part]: JSON.stringify({ queuedAtMs, failingSinceMs, ...bounds, ...counting }),
  };
}

/** A text that is the same for the same bounds; empty without any. */
export function boundsKey({ sourceArn, after, through }: Bounds): string {
  const isUnlimited = sourceArn === undefined && after === undefined && through === undefined;
  return isUnlimited ? '' : JSON.stringify([sourceArn, after, through]);
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
