import { holdReasonOf } from '../domain/history/hold.ts';
import type { Mapping } from '../domain/mapping.ts';
import { canBeArn } from '../domain/part.ts';
import type { LookUpOptions, MappingVersion } from '../ports/delivery.ts';
import { readAll, type LookUpContext } from './look-up.ts';

/** A source that is asked for. */
export type WantedSource = Pick<MappingVersion, 'generator' | 'sourceArn'>;

/** By generator and source ARN, the mapping or that there is none; nothing is known about what is not in it. */
export type FoundSources = ReadonlyMap<string, ReadonlyMap<string, Mapping | undefined>>;

// A read unit has 4 kB: to read so many mappings in a row costs as much as to ask for one by its key.
const mappingsPerKey = 8;

/**
 * Looks single sources up. Those that are not found are looked up again, as the table has them now; those
 * that are paused or retired too, since this may be over.
 */
export async function lookUpSources(
  wanted: Iterable<WantedSource>,
  context: LookUpContext,
): Promise<FoundSources> {
  const read = await readAll(
    groupsOf(wanted),
    (group, options) => findGroup(group, options, context),
    context,
  );
  const found = new Map<string, Map<string, Mapping | undefined>>();
  const missing: WantedSource[] = [];
  for (const [{ generator, sourceArns }, mappings] of read) {
    const { known, rest } = sortOut(sourceArns, mappings);
    found.set(generator, known);
    for (const sourceArn of rest) missing.push({ generator, sourceArn });
  }
  const findFresh = ({ generator, sourceArn }: WantedSource, options: LookUpOptions) =>
    context.mappings.findLive(generator, { ...options, sourceArn, isFresh: true });
  const fresh = await readAll(missing, findFresh, context);
  for (const [{ generator, sourceArn }, [mapping]] of fresh) {
    found.get(generator)?.set(sourceArn, mapping);
  }
  return found;
}

/** What is known by some mappings, and the sources that are to be looked up again. */
function sortOut(sourceArns: readonly string[], mappings: readonly Mapping[]) {
  const byArn = new Map(mappings.map((mapping) => [mapping.sourceArn, mapping]));
  const known = new Map<string, Mapping | undefined>();
  const rest: string[] = [];
  for (const sourceArn of sourceArns) {
    const mapping = byArn.get(sourceArn);
    if (mapping !== undefined && !isOnHold(mapping)) known.set(sourceArn, mapping);
    else if (canBeArn(sourceArn)) rest.push(sourceArn);
    else known.set(sourceArn, undefined);
  }
  return { known, rest };
}

interface SourceGroup {
  readonly generator: string;
  /** Ascending. */
  readonly sourceArns: readonly string[];
}

function groupsOf(wanted: Iterable<WantedSource>): readonly SourceGroup[] {
  const byGenerator = new Map<string, Set<string>>();
  for (const { generator, sourceArn } of wanted) {
    const sourceArns = byGenerator.get(generator) ?? new Set<string>();
    byGenerator.set(generator, sourceArns.add(sourceArn));
  }
  return Array.from(byGenerator, ([generator, sourceArns]) => ({
    generator,
    sourceArns: [...sourceArns].toSorted(),
  }));
}

/** By the key if it is one source; otherwise the first mappings of the range that they are in. */
async function findGroup(
  { generator, sourceArns }: SourceGroup,
  options: LookUpOptions,
  { mappings }: LookUpContext,
): Promise<readonly Mapping[]> {
  const arns = sourceArns.filter(canBeArn);
  const [first, last] = [arns[0], arns.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (arns.length === 1)
    return await mappings.findLive(generator, { ...options, sourceArn: first });
  const bounds = { after: first.slice(0, -1), through: last };
  const atMost = arns.length * mappingsPerKey;
  return await mappings.findLive(generator, { ...options, ...bounds, atMost });
}

function isOnHold(mapping: Mapping): boolean {
  return holdReasonOf(mapping) !== undefined;
}
