import type { Mapping } from '../../../lambdas/domain/mapping.ts';

interface Version {
  readonly atMs: number;
  /** The mapping from then on; undefined once it is retired. */
  readonly mapping: Mapping | undefined;
}

/** Which mappings matched events, and when. */
export interface MappingHistory {
  /** Records the current mapping of a source. */
  readonly note: (key: Pick<Mapping, 'generator' | 'sourceArn'>, mapping?: Mapping) => void;
  readonly liveAt: (generator: string, atMs: number) => readonly Mapping[];
  /**
   * What is wrong with an answer to who is mapped to a generator, when it may be older than now but
   * no older than `sinceMs`; undefined if nothing is.
   */
  readonly objection: (
    generator: string,
    found: readonly Mapping[],
    sinceMs: number,
  ) => string | undefined;
}

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
      const live = mapping?.retirement === undefined ? mapping : undefined;
      versions.push({ atMs: now(), mapping: live });
    },
    liveAt: (generator, atMs) =>
      [...versionsOf(generator).values()].flatMap((versions) => {
        const last = versions.findLast((version) => version.atMs <= atMs);
        return last?.mapping ?? [];
      }),
    objection(generator, found, sinceMs) {
      const sources = versionsOf(generator);
      for (const mapping of found) {
        const candidates = versionsSince(sources.get(mapping.sourceArn) ?? [], sinceMs);
        if (!candidates.some((version) => isSame(version, mapping))) {
          return `${mapping.sourceArn} ${mapping.generation} was not in the table`;
        }
      }
      const foundArns = new Set(found.map(({ sourceArn }) => sourceArn));
      for (const [sourceArn, versions] of sources) {
        const candidates = versionsSince(versions, sinceMs);
        const isConstant =
          candidates.length > 0 && candidates.every((version) => version !== undefined);
        if (isConstant && !foundArns.has(sourceArn))
          return `${sourceArn} was in the table and is missing`;
      }
      return undefined;
    },
  };
}

/** The mapping at a time and all its versions since. */
function versionsSince(versions: readonly Version[], sinceMs: number) {
  const before = versions.findLastIndex(({ atMs }) => atMs <= sinceMs);
  const candidates = versions.slice(Math.max(before, 0)).map(({ mapping }) => mapping);
  return before === -1 ? [undefined, ...candidates] : candidates;
}

function isSame(one: Mapping | undefined, other: Mapping): boolean {
  return (
    one?.generation === other.generation &&
    String(one.detailTypes) === String(other.detailTypes) &&
    one.generator === other.generator
  );
}
