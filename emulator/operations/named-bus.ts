import { notFound } from '../protocol/aws-error.ts';
import { DEFAULT_BUS, type EventBus } from '../state/event-bus.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';

/** The caller's bus of this name or ARN, the default one when none is given. Throws when it does not exist. */
export function requireBus(
  world: World,
  caller: Caller,
  nameOrArn: string = DEFAULT_BUS,
): EventBus {
  const { region, account, name } = parseBusName(caller, nameOrArn);
  const isOwn = region === caller.region && account === caller.account;
  const bus = isOwn ? regionOf(world, region).busesOf(account).get(name) : undefined;
  if (bus === undefined) throw notFound(`Event bus ${name} does not exist.`);
  return bus;
}

function parseBusName(caller: Caller, nameOrArn: string) {
  if (!nameOrArn.startsWith('arn:')) return { ...caller, name: nameOrArn };
  const [, , , region = '', account = '', resource = ''] = nameOrArn.split(':');
  return { region, account, name: resource.replace('event-bus/', '') };
}
