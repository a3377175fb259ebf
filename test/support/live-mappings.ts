import { isInScope } from '../../lambdas/domain/part.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { CountedMappings, LookUpOptions, MappingTable } from '../../lambdas/ports/delivery.ts';

/** The mappings of a generator that a look-up finds among all of a table, as DynamoDB returns them. */
export function liveAmong(
  all: readonly Mapping[],
  generator: string,
  options: LookUpOptions = {},
): readonly Mapping[] {
  return stretchOf(all, generator, options)
    .filter((one) => isFound(one, options))
    .slice(0, options.atMost);
}

/** Counts them as DynamoDB does: it looks at `atMost` items, the retired ones too. */
export function countAmong(
  all: readonly Mapping[],
  generator: string,
  options: LookUpOptions = {},
): CountedMappings {
  const stretch = stretchOf(all, generator, options);
  const looked = stretch.slice(0, options.atMost);
  const through = looked.length === options.atMost ? looked.at(-1)?.sourceArn : undefined;
  const mappings = looked.filter((one) => isFound(one, options)).length;
  return { mappings, ...(through !== undefined && { through }) };
}

/** A mapping table that holds these mappings, whatever is written. */
export function constantTable(mappings: readonly Mapping[]): MappingTable {
  const byGenerator = Map.groupBy(mappings, ({ generator }) => generator);
  const allOf = (generator: string) => byGenerator.get(generator) ?? [];
  return {
    findLive: async (generator, options) => liveAmong(allOf(generator), generator, options),
    countLive: async (generator, options) => countAmong(allOf(generator), generator, options),
    retire: async () => 'absent',
    noteActivity: async () => 'noted',
  };
}

function stretchOf(all: readonly Mapping[], generator: string, options: LookUpOptions) {
  // A key is ignored beside another one, as by the adapter.
  const { sourceArn, after, through } = options;
  const bounds = sourceArn === undefined ? { after, through } : { sourceArn };
  return all
    .filter((one) => one.generator === generator && isInScope(one, bounds))
    .toSorted((one, other) => (one.sourceArn < other.sourceArn ? -1 : 1));
}

function isFound({ retirement }: Mapping, { retiredSince }: LookUpOptions): boolean {
  return (
    retirement === undefined || (retiredSince !== undefined && retirement.retiredAt > retiredSince)
  );
}
