import * as v from 'valibot';
import { invalidState, notFound } from '../protocol/aws-error.ts';
import { eventBusName, eventSourceName, paging } from '../protocol/members.ts';
import { nameOf, page } from '../protocol/page.ts';
import { optional, structure, text } from '../protocol/shapes.ts';
import { eventSourceArn, partnerNameOf } from '../state/arns.ts';
import {
  type CustomerSource,
  customerSource,
  customerSources,
  liveSourceOf,
} from '../state/customer-source.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { answer, epochSeconds, operation } from './operation.ts';

const PREFIX = 'aws.partner/';

/** The guide's sample names the source without `aws.partner/`, which the service model would refuse. */
const guideName = v.pipe(
  text({ min: 1, max: 256, pattern: String.raw`[\.\-_A-Za-z0-9]+(/[\.\-_A-Za-z0-9]+)+` }),
  v.transform((name) => (name.startsWith(PREFIX) ? name : PREFIX + name)),
  eventSourceName,
);

/** Attaches the existing bus to the source, which may be a re-created one. */
export const activateEventSource = operation(
  structure({ Name: guideName }),
  (world, caller, { Name }) => {
    const { source, bus } = sourceWithBus(world, caller, Name, 'activate');
    if (source.state.kind === 'PENDING') {
      source.state = { kind: 'ACTIVE' };
      bus.partner = { sourceCreatedAtMs: source.createdAtMs };
    }
    return undefined;
  },
);

/** Detaches the bus, which stays; the source is PENDING and expires unless it is activated again. */
export const deactivateEventSource = operation(
  structure({ Name: eventSourceName }),
  (world, caller, { Name }) => {
    const { source, region } = sourceWithBus(world, caller, Name, 'deactivate');
    if (source.state.kind === 'ACTIVE') region.sources.makePending(source);
    return undefined;
  },
);

/** The customer's view of a source; a DELETED source stays visible for as long as its bus exists. */
export const describeEventSource = operation(
  structure({ Name: eventSourceName }),
  (world, caller, { Name }) => {
    const source = customerSource(regionOf(world, caller.region), caller.account, Name);
    if (source === undefined) throw notFound(`Event source ${Name} does not exist.`);
    return shown(caller.region, source);
  },
);

/** The sources that a customer sees, by name. */
export const listEventSources = operation(
  structure({ NamePrefix: optional(eventBusName), ...paging }),
  (world, caller, input) => {
    const prefix = input.NamePrefix ?? '';
    const sources = customerSources(regionOf(world, caller.region), caller.account);
    const wanted = sources.filter((source) => source.name.startsWith(prefix));
    const { items, NextToken } = page(wanted, { list: 'ListEventSources', keyOf: nameOf }, input);
    return answer({ EventSources: items.map((source) => shown(caller.region, source)), NextToken });
  },
);

function shown(region: string, { name, state, createdAtMs, expiresAtMs }: CustomerSource) {
  return answer({
    Arn: eventSourceArn(region, name),
    CreatedBy: partnerNameOf(name),
    CreationTime: epochSeconds(createdAtMs),
    ExpirationTime: expiresAtMs === undefined ? undefined : epochSeconds(expiresAtMs),
    Name: name,
    State: state,
  });
}

type Purpose = 'activate' | 'deactivate';

/** A live source of the caller and its partner event bus; throws when either is missing. */
function sourceWithBus(
  world: World,
  { region: regionName, account }: Caller,
  name: string,
  purpose: Purpose,
) {
  const region = regionOf(world, regionName);
  const source = liveSourceOf(region, account, name);
  const bus = region.busesOf(account).get(name);
  const partnerBus = bus?.partner === undefined ? undefined : bus;
  if (source === undefined && partnerBus !== undefined) {
    throw invalidState(`Event source ${name} is in the state DELETED.`);
  }
  if (source === undefined || partnerBus === undefined) {
    throw missing(name, purpose, source !== undefined);
  }
  return { region, source, bus: partnerBus };
}

/** ActivateEventSource's text was seen by users of the service; of DeactivateEventSource nothing is known. */
function missing(name: string, purpose: Purpose, hasSource: boolean) {
  if (purpose === 'activate') {
    return notFound(`Event source ${name} or event bus ${name} does not exist.`);
  }
  return hasSource
    ? invalidState(`Event source ${name} has no matching event bus to deactivate.`)
    : notFound(`Event source ${name} does not exist.`);
}
