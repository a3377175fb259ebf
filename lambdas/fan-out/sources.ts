import type { DomainEvent } from '../domain/domain-event.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { isInScope, isUnbounded, type Scope } from '../domain/part.ts';

/** The live mappings of one generator, ascending by source ARN. */
export interface GeneratorMappings {
  readonly all: readonly Mapping[];
  readonly byRegion: ReadonlyMap<string, readonly Mapping[]>;
}

/** The live mappings by generator; one that is not in it was not looked up. */
export type MappingsOf = ReadonlyMap<string, GeneratorMappings>;

/** Orders mappings as the parts of a divided message go by them. */
export function orderMappings(found: ReadonlyMap<string, readonly Mapping[]>): MappingsOf {
  return new Map(
    Array.from(found, ([generator, mappings]) => {
      const all = mappings.toSorted((one, other) => (one.sourceArn < other.sourceArn ? -1 : 1));
      return [generator, { all, byRegion: Map.groupBy(all, ({ region }) => region) }];
    }),
  );
}

/** The mappings that a scope takes in, whatever detail types they want. */
export function mappingsInScope(
  { generator }: DomainEvent,
  scope: Scope,
  mappingsOf: MappingsOf,
  region?: string,
): readonly Mapping[] {
  const mappings = mappingsOf.get(generator);
  const candidates = (region === undefined ? mappings?.all : mappings?.byRegion.get(region)) ?? [];
  return isUnbounded(scope) ? candidates : candidates.filter((one) => isInScope(one, scope));
}

/** The mappings that an event goes to: in scope, and wanting its detail type. */
export function mappingsFor(
  event: DomainEvent,
  scope: Scope,
  mappingsOf: MappingsOf,
  region?: string,
): readonly Mapping[] {
  const mappings = mappingsInScope(event, scope, mappingsOf, region);
  return mappings.filter((mapping) => wants(mapping, event.detailType));
}
