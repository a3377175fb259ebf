import { leftOut } from './left-out.ts';
import { textProperty } from './property.ts';
import { roleOf, type Role } from './role.ts';
import type { RegionResources, StackResource } from './stack-template.ts';

/** The resources of a Region, each with what it is there for. */
export interface PlacedRegion extends RegionResources {
  readonly byRole: ReadonlyMap<Role, readonly StackResource[]>;
  /** What has no role, and is of no type that is left out. */
  readonly unplaced: readonly StackResource[];
}

/** Finds a place for each resource of a Region. */
export function placeResources(region: RegionResources): PlacedRegion {
  const byRole = new Map<Role, StackResource[]>();
  const others: StackResource[] = [];
  for (const resource of region.resources) {
    const role = roleOf(resource, region);
    if (role === undefined) others.push(resource);
    else byRole.set(role, [...(byRole.get(role) ?? []), resource]);
  }
  const placed = new Set([...byRole.values()].flat().map(({ token }) => token));
  const unplaced = others.filter((one) => !leftOut.has(one.type) && !isScheduleOf(one, placed));
  return { ...region, byRole, unplaced };
}

// Such a schedule is a line in the box of its function.
function isScheduleOf({ type, properties }: StackResource, placed: ReadonlySet<string>): boolean {
  return (
    type === 'AWS::Scheduler::Schedule' &&
    placed.has(textProperty(properties, 'Target', 'Arn') ?? '')
  );
}
