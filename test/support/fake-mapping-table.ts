import type { MappingTable, MappingVersion } from '../../lambdas/delivery/ports.ts';
import type { Mapping, Retirement } from '../../lambdas/domain/mapping.ts';

/** A mapping table in memory, which remembers its look-ups and can be told to be unreachable. */
export interface FakeMappingTable extends MappingTable {
  /** The generators that were looked up, in order. */
  readonly lookUps: string[];
  /** Every mapping, the retired ones too. */
  all(): readonly Mapping[];
  /** Look-ups of these generators, and of no others, reject from now on. */
  failLookUpsOf(...generators: string[]): void;
  /** Every retirement rejects from now on. */
  failRetirements(): void;
}

/** A mapping table that holds these mappings. */
export function fakeMappingTable(...mappings: readonly Mapping[]): FakeMappingTable {
  const items = new Map(mappings.map((mapping) => [keyOf(mapping), mapping]));
  let unreachable: readonly string[] = [];
  const lookUps: string[] = [];
  let retirementsFail = false;

  const retire = ({ generator, sourceArn, generation }: MappingVersion, retirement: Retirement) => {
    const found = items.get(keyOf({ generator, sourceArn }));
    if (found === undefined || found.retirement !== undefined) return 'absent';
    if (found.generation !== generation) return 'superseded';
    items.set(keyOf(found), { ...found, retirement });
    return 'retired';
  };
  return {
    lookUps,
    all: () => [...items.values()],
    failLookUpsOf: (...generators) => {
      unreachable = generators;
    },
    failRetirements: () => {
      retirementsFail = true;
    },
    async findLive(generator) {
      lookUps.push(generator);
      if (unreachable.includes(generator)) throw new Error('the table cannot be reached');
      return [...items.values()].filter(
        (one) => one.generator === generator && one.retirement === undefined,
      );
    },
    async register(mapping) {
      items.set(keyOf(mapping), mapping);
    },
    async retire(version, retirement) {
      if (retirementsFail) throw new Error('the table cannot be reached');
      return retire(version, retirement);
    },
  };
}

function keyOf({ generator, sourceArn }: Pick<Mapping, 'generator' | 'sourceArn'>): string {
  return JSON.stringify([generator, sourceArn]);
}
