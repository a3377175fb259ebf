import { table } from '../../../../lambdas/settings/table/table.ts';
import type { PlacedRegion } from '../stacks/place-resources.ts';
import { variable } from '../stacks/role.ts';
import type { CustomerShown } from './architecture.ts';
import type { Component, Connection } from './component.ts';
import { makeComponent } from './make-component.ts';

const ofRegions = table.place.customerRegions.variable;

/** The Regions that a customer may choose from, by what the registration function is given. */
export function customerRegions(home: PlacedRegion): readonly string[] {
  const functions = home.byRole.get('registration') ?? [];
  const lists = functions.map((one) => variable(one, ofRegions)).filter((one) => one !== undefined);
  return lists.flatMap((list) => list.split(','));
}

/**
 * The customers in the drawing: two in two Regions, preferably where the stage delivers from too, or one
 * where there is no choice.
 */
export function customersShown(
  choice: readonly string[],
  near: readonly string[],
): readonly CustomerShown[] {
  const preferred = near.filter((region) => choice.includes(region));
  const [a = near[0] ?? '', b] = new Set([...preferred, ...choice]);
  const first = { letter: 'A', region: a } as const;
  return b === undefined ? [first] : [first, { letter: 'B', region: b }];
}

/** What a customer has of EventBridge. */
export function partsOfCustomer({ letter, region }: CustomerShown): readonly Component[] {
  return [
    makeComponent(`source${letter}`, 'Partner event source', region),
    makeComponent(`bus${letter}`, 'Partner event bus'),
    makeComponent(`rules${letter}`, 'Rules'),
    makeComponent(`targets${letter}`, 'Targets', 'Lambda,', 'SQS, SNS', 'and others'),
  ];
}

/** The way of an event to a customer, from the partner API on. */
export function connectionsOfCustomer({ letter }: CustomerShown): readonly Connection[] {
  return [
    { from: 'partnerApi', to: `source${letter}` },
    { from: `source${letter}`, to: `bus${letter}` },
    { from: `bus${letter}`, to: `rules${letter}` },
    { from: `rules${letter}`, to: `targets${letter}` },
  ];
}
