import type { FoundByGenerator } from '../delivery/look-up.ts';
import type { Found } from '../delivery/read-within.ts';
import type { Slice } from '../domain/divide.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { isInScope, isUnbounded, type Scope } from '../domain/part.ts';

/** Mappings ascending by source ARN, and those of each Region. */
interface OrderedMappings {
  readonly all: readonly Mapping[];
  readonly byRegion: ReadonlyMap<string, readonly Mapping[]>;
}

/** The live mappings of one generator, or of a range of its sources. */
export interface GeneratorMappings extends OrderedMappings {
  /** The mappings that want a detail type; they are selected once for all events of a batch. */
  readonly wanting: (detailType: string) => OrderedMappings;
  /** Given if there are too many to be read at once: then there are no others here. */
  readonly slices?: readonly Slice[];
  /** Of those that were not read, one with a long name. */
  readonly example?: Mapping | undefined;
}

/** The live mappings by generator; the look-up of a generator that is not in it failed. */
export type MappingsOf = ReadonlyMap<string, GeneratorMappings>;

/** Sorts mappings by source ARN: the bounds of a divided message's parts depend on this order. */
export function orderMappings(found: FoundByGenerator): MappingsOf {
  return new Map(Array.from(found, ([generator, one]) => [generator, ofGenerator(one)]));
}

function ofGenerator({ mappings, slices }: Found): GeneratorMappings {
  if (slices === undefined) {
    return read(mappings.toSorted((one, other) => (one.sourceArn < other.sourceArn ? -1 : 1)));
  }
  return { ...read([]), slices, example: mappings[0] };
}

function read(all: readonly Mapping[]): GeneratorMappings {
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

/** How many deliveries an event makes, and how many a filter leaves out. */
export interface EventCount {
  readonly deliveries: number;
  readonly filtered: number;
}

/** Counts an event's deliveries in a scope; where mappings were not read, all of them. */
export function countDeliveries(
  event: DomainEvent,
  scope: Scope,
  mappingsOf: MappingsOf,
): EventCount {
  const { all = [], slices } = mappingsOf.get(event.generator) ?? {};
  if (slices !== undefined) {
    return { deliveries: slices.reduce((sum, { sources }) => sum + sources, 0), filtered: 0 };
  }
  const deliveries = mappingsFor(event, scope, mappingsOf).length;
  return { deliveries, filtered: within(all, scope).length - deliveries };
}

/** The slices of an event's sources, if its mappings are too many to be read at once. */
export function slicesOf(
  { generator }: DomainEvent,
  mappingsOf: MappingsOf,
): readonly Slice[] | undefined {
  return mappingsOf.get(generator)?.slices;
}

/** The mappings that an event goes to: those in scope that want its detail type, if they were read. */
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
