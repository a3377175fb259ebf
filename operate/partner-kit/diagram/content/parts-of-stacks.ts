import type { PlacedRegion } from '../stacks/place-resources.ts';
import type { StackResource } from '../stacks/stack-template.ts';
import { partsOfStack, stackParts, type Component, type StackPart } from './component.ts';
import { detailsOf, resourcesOf, shortService } from './details.ts';
import { makeComponent } from './make-component.ts';
import { whyIdle } from './idle-parts.ts';

/** The parts of a Region's stacks that are there, and in use. */
function partsDrawn(region: PlacedRegion): readonly StackPart[] {
  return stackParts.filter(
    (part) => resourcesOf(region, part).length > 0 && whyIdle(region, part) === undefined,
  );
}

/** The components that the home Region's stacks are drawn as. */
export function componentsOf(home: PlacedRegion): readonly Component[] {
  return partsDrawn(home).map((part) =>
    makeComponent(part, partsOfStack[part].name, ...detailsOf(home, part)),
  );
}

/** A component for what nobody has thought of, so that it is not missing in silence. */
export function othersOf(unplaced: readonly StackResource[]): readonly Component[] {
  if (unplaced.length === 0) return [];
  const names = [...new Set(unplaced.map(({ type }) => shortService(type)))];
  return [makeComponent('others', `${unplaced.length} more`, names.join(', '))];
}

/** What the line on the other Regions calls the parts that events pass through. */
const shortNames = [
  ['eventsQueue', 'queue'],
  ['fanOut', 'fan-out'],
  ['retries', 'retries'],
  ['largeEvents', 'large events'],
  ['history', 'history'],
] as const satisfies readonly (readonly [StackPart, string])[];

/** One component for all Regions but the home Region: the first of them by name, or both of two. */
export function otherRegionsOf(others: readonly PlacedRegion[]): readonly Component[] {
  const [first, ...more] = others.map(({ region }) => region);
  if (first === undefined) return [];
  const parts = new Set<string>(others.flatMap(partsDrawn));
  const names = shortNames.filter(([part]) => parts.has(part)).map(([, name]) => name);
  const several = more.length === 1 ? `, ${more[0]}` : ` and ${more.length} more Regions`;
  const name = `Also in ${first}${more.length === 0 ? '' : several}`;
  return [makeComponent('otherRegions', name, names.join(', '))];
}
