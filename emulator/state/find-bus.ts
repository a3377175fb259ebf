import { DEFAULT_BUS, type EventBus } from './event-bus.ts';
import { type Caller, regionOf, type World } from './world.ts';

/** The result of looking up a bus by name or ARN. */
export type FoundBus =
  | { kind: 'own'; bus: EventBus }
  /** The caller has no bus of this name. */
  | { kind: 'none'; name: string }
  /** The ARN names another account or Region; the account comes first. */
  | { kind: 'otherAccount' | 'otherRegion'; name: string };

/** Finds the caller's bus of this name or ARN, by default the default bus. */
export function findBus(world: World, caller: Caller, nameOrArn: string = DEFAULT_BUS): FoundBus {
  const { region, account, name } = parseBusName(caller, nameOrArn);
  if (account !== caller.account) return { kind: 'otherAccount', name };
  if (region !== caller.region) return { kind: 'otherRegion', name };
  const bus = regionOf(world, region).busesOf(account).get(name);
  return bus === undefined ? { kind: 'none', name } : { kind: 'own', bus };
}

function parseBusName(caller: Caller, nameOrArn: string) {
  if (!nameOrArn.startsWith('arn:')) return { ...caller, name: nameOrArn };
  const [, , , region = '', account = '', resource = ''] = nameOrArn.split(':');
  return { region, account, name: resource.replace('event-bus/', '') };
}
