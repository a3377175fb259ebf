import type { DomainEvent } from '../domain/domain-event.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { isInScope, isUnbounded, type Scope } from '../domain/part.ts';

/** Mappings ascending by source ARN, and those of each Region. */
interface OrderedMappings {
  readonly all: readonly Mapping[];
  readonly byRegion: ReadonlyMap<string, readonly Mapping[]>;
}

/** The live mappings of one generator. */
export interface GeneratorMappings extends OrderedMappings {
  /** The mappings that want a detail type; they are selected once for all events of a batch. */
  readonly wanting: (detailType: string) => OrderedMappings;
}

/** The live mappings by generator; the look-up of a generator that is not in it failed. */
export type MappingsOf = ReadonlyMap<string, GeneratorMappings>;

/** Sorts mappings by source ARN: the bounds of a divided message's parts depend on this order. */
export function orderMappings(found: ReadonlyMap<string, readonly Mapping[]>): MappingsOf {
  return new Map(
    Array.from(found, ([generator, mappings]) => [
      generator,
      ofGenerator(mappings.toSorted((one, other) => (one.sourceArn < other.sourceArn ? -1 : 1))),
    ]),
  );
}

function ofGenerator(all: readonly Mapping[]): GeneratorMappings {
  const ordered = byRegion(all);
  const ofType = new Map<string, OrderedMappings>();
  const hasFilter = all.some(({ detailTypes }) => detailTypes !== undefined);
  return {
    ...ordered,
    wanting(detailType) {
      if (!hasFilter) return ordered;
      const known = ofType.get(detailType);
      if (known !== undefined) return known;
      const picked = byRegion(all.filter((mapping) => wants(mapping, detailType)));
      ofType.set(detailType, picked);
      return picked;
    },
  };
}

function byRegion(all: readonly Mapping[]): OrderedMappings {
  return { all, byRegion: Map.groupBy(all, ({ region }) => region) };
}

/** How many mappings are in scope, regardless of the detail types that they want. */
export function countInScope(
  { generator }: DomainEvent,
  scope: Scope,
  mappingsOf: MappingsOf,
): number {
  return within(mappingsOf.get(generator)?.all ?? [], scope).length;
}

/** The mappings that an event goes to: those in scope that want its detail type. */
export function mappingsFor(
  { generator, detailType }: DomainEvent,
  scope: Scope,
  mappingsOf: MappingsOf,
  region?: string,
): readonly Mapping[] {
  const wanting = mappingsOf.get(generator)?.wanting(detailType);
  const candidates = region === undefined ? wanting?.all : wanting?.byRegion.get(region);
  return within(candidates ?? [], scope);
}

function within(mappings: readonly Mapping[], scope: Scope): readonly Mapping[] {
  return isUnbounded(scope) ? mappings : mappings.filter((one) => isInScope(one, scope));
}
