import type { Stage } from '../../../../lib/stage/stage.ts';
import { placeResources, type PlacedRegion } from '../stacks/place-resources.ts';
import { readStacks } from '../stacks/read-stacks.ts';
import type { StackTemplate } from '../stacks/stack-template.ts';
import type { Architecture } from './architecture.ts';
import type { Component } from './component.ts';
import { connectionsOf } from './connections.ts';
import {
  connectionsOfCustomer,
  customerRegions,
  customersShown,
  partsOfCustomer,
} from './customers.ts';
import { makeComponent } from './make-component.ts';
import { componentsOf, otherRegionsOf, othersOf } from './parts-of-stacks.ts';
import { stepsOf } from './steps.ts';

/** Describes what a stage's stacks are, by their templates. */
export function describeArchitecture(
  stage: Pick<Stage, 'partnerDomain' | 'homeRegion'>,
  templates: readonly StackTemplate[],
): Architecture {
  const regions = readStacks(templates).map(placeResources);
  const home = regions.find(({ region }) => region === stage.homeRegion);
  if (home === undefined) throw new Error(`No stack is in ${stage.homeRegion}, the home Region`);
  const others = regions.filter((region) => region !== home);
  const choice = customerRegions(home);
  const near = [home, ...others].map(({ region }) => region);
  const customers = customersShown(choice, near);
  const all: readonly Component[] = [
    ...outsideOf(home),
    ...componentsOf(home),
    ...othersOf(regions.flatMap(({ unplaced }) => unplaced)),
    ...otherRegionsOf(others),
    ...customers.flatMap(partsOfCustomer),
  ];
  const components = new Map(all.map((component) => [component.id, component]));
  const drawn = new Set(components.keys());
  return {
    vendor: stage.partnerDomain,
    homeRegion: home.region,
    components,
    connections: [
      ...connectionsOf([home, ...others], drawn),
      ...customers.flatMap(connectionsOfCustomer),
    ],
    customers,
    customerRegionCount: choice.length,
    steps: stepsOf(drawn),
  };
}

function outsideOf(home: PlacedRegion): readonly Component[] {
  const topics = (home.byRole.get('alarms') ?? []).filter(({ type }) => type === 'AWS::SNS::Topic');
  return [
    makeComponent('administrator', 'Customer’s admin'),
    makeComponent('services', 'Services of the vendor'),
    ...(topics.length > 0 ? [makeComponent('operators', 'Vendor’s operators')] : []),
    makeComponent('partnerApi', 'Partner API'),
  ];
}
