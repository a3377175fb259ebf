import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { LookUpOptions } from '../../../lambdas/ports/delivery.ts';
import type { MappingKey } from '../../../lambdas/ports/reconcile.ts';

interface Version {
  readonly atMs: number;
  /** The mapping from then on; undefined once it is removed. */
  readonly mapping: Mapping | undefined;
}

/** What a function found among the sources of a generator that it asked for. */
export interface LookUp {
  readonly generator: string;
  readonly found: readonly Mapping[];
  readonly isAsked: (sourceArn: string) => boolean;
}

/** The sources that a look-up is about: within its bounds, up to the last one if it found as many as it may. */
export function askedBy(
  { sourceArn: only, after, through, atMost }: LookUpOptions,
  found: readonly Mapping[],
): LookUp['isAsked'] {
  const last = found.length === atMost ? (found.at(-1)?.sourceArn ?? '') : undefined;
  return (sourceArn) =>
    only === undefined
      ? (after === undefined || sourceArn > after) &&
        (through === undefined || sourceArn <= through) &&
        (last === undefined || sourceArn <= last)
      : sourceArn === only;
}

/** Which mappings matched events, and when. */
export interface MappingHistory {
  /** Records the current mapping of a source. */
  readonly note: (key: Pick<Mapping, 'generator' | 'sourceArn'>, mapping?: Mapping) => void;
  /** The mappings at a time; those that were retired after `retiredSince` are among them, none without it. */
  readonly at: (generator: string, atMs: number, retiredSince?: string) => readonly Mapping[];
  /** Whether a source's mapping ever said that it was in doubt whether somebody listened at this time. */
  readonly wasInDoubt: (source: MappingKey, atMs: number) => boolean;
  /** The states that a source's mapping had in a time, as the table had them. */
  readonly statesIn: (source: MappingKey, fromMs: number, toMs: number) => readonly string[];
  /**
   * What is wrong with an answer to who is mapped to a generator, when it may be older than now but
   * no older than `sinceMs`; undefined if nothing is.
   */
  readonly objection: (lookUp: LookUp, sinceMs: number) => string | undefined;
}

// An event is recorded a moment after EventBridge took it.
const arrivesWithinMs = 30_000;

/** The history of a table that is empty at first. */
export function mappingHistory(now: () => number): MappingHistory {
  const generators = new Map<string, Map<string, Version[]>>();
  const versionsOf = (generator: string) =>
    generators.get(generator) ?? new Map<string, Version[]>();

  return {
    note({ generator, sourceArn }, mapping) {
      const sources = generators.get(generator) ?? new Map<string, Version[]>();
      generators.set(generator, sources);
      const versions = sources.get(sourceArn) ?? [];
      sources.set(sourceArn, versions);
      versions.push({ atMs: now(), mapping });
    },
    at: (generator, atMs, retiredSince) =>
      [...versionsOf(generator).values()].flatMap((versions) => {
        const mapping = versions.findLast((version) => version.atMs <= atMs)?.mapping;
        const retiredAt = mapping?.retirement?.retiredAt;
        const isFound = retiredAt === undefined || (retiredSince ?? '9') < retiredAt;
        return mapping !== undefined && isFound ? mapping : [];
      }),
    statesIn: ({ generator, sourceArn }, fromMs, toMs) =>
      versionsSince(
        (versionsOf(generator).get(sourceArn) ?? []).filter(({ atMs }) => atMs <= toMs),
        fromMs,
      ).flatMap((mapping) => mapping?.state ?? []),
    wasInDoubt: ({ generator, sourceArn }, atMs) =>
      (versionsOf(generator).get(sourceArn) ?? []).some(({ mapping }) => {
        const { from = '', to = '' } = mapping?.doubt ?? {};
        return (
          atMs >= Date.parse(from) - arrivesWithinMs && atMs <= Date.parse(to) + arrivesWithinMs
        );
      }),
    objection: (lookUp, sinceMs) => objectionTo(lookUp, versionsOf(lookUp.generator), sinceMs),
  };
}

function objectionTo(
  { found, isAsked }: LookUp,
  sources: ReadonlyMap<string, readonly Version[]>,
  sinceMs: number,
): string | undefined {
  for (const mapping of found) {
    const candidates = versionsSince(sources.get(mapping.sourceArn) ?? [], sinceMs);
    if (!candidates.some((version) => isSame(version, mapping))) {
      return `${mapping.sourceArn} ${mapping.generation} was not in the table`;
    }
  }
  const foundArns = new Set(found.map(({ sourceArn }) => sourceArn));
  for (const [sourceArn, versions] of sources) {
    const candidates = versionsSince(versions, sinceMs);
    const isConstant = candidates.length > 0 && candidates.every((version) => isLive(version));
    if (isConstant && isAsked(sourceArn) && !foundArns.has(sourceArn))
      return `${sourceArn} was in the table and is missing`;
  }
  return undefined;
}

/** The mapping at a time and all its versions since. */
function versionsSince(versions: readonly Version[], sinceMs: number) {
  const before = versions.findLastIndex(({ atMs }) => atMs <= sinceMs);
  const candidates = versions.slice(Math.max(before, 0)).map(({ mapping }) => mapping);
  return before === -1 ? [undefined, ...candidates] : candidates;
}

function isLive(mapping: Mapping | undefined): boolean {
  return mapping !== undefined && mapping.retirement === undefined;
}

function isSame(one: Mapping | undefined, other: Mapping): boolean {
  return (
    one?.generation === other.generation &&
    one.pausedAt === other.pausedAt &&
    one.retirement?.retiredAt === other.retirement?.retiredAt &&
    String(one.detailTypes) === String(other.detailTypes) &&
    one.generator === other.generator
  );
}
