import type { Component, ComponentId } from './component.ts';

const mainPath: ReadonlySet<ComponentId> = new Set([
  'services',
  'eventsQueue',
  'fanOut',
  'partnerApi',
  'sourceA',
  'busA',
  'rulesA',
  'targetsA',
  'sourceB',
  'busB',
  'rulesB',
  'targetsB',
]);

/** A component with lines below its name. */
export function makeComponent(
  id: ComponentId,
  name: string,
  ...details: readonly string[]
): Component {
  return { id, name, details, isOnMainPath: mainPath.has(id) };
}
