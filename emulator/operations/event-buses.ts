import * as v from 'valibot';
import { addTags } from '../protocol/add-tags.ts';
import {
  alreadyExists,
  invalidState,
  notFound,
  overQuota,
  validationError,
} from '../protocol/aws-error.ts';
import {
  deadLetterConfig,
  description,
  eventBusName,
  eventBusNameOrArn,
  eventSourceName,
  kmsKeyIdentifier,
  paging,
  tags,
} from '../protocol/members.ts';
import { nameOf, page } from '../protocol/page.ts';
import { optional, structure } from '../protocol/shapes.ts';
import { eventBusArn } from '../state/arns.ts';
import { policyTextOf } from '../state/bus-policy.ts';
import { liveSourceOf } from '../state/customer-source.ts';
import { DEFAULT_BUS, type EventBus, newEventBus } from '../state/event-bus.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { refuseDeadLetterQueue } from './dead-letter-queue.ts';
import { requireBus } from './named-bus.ts';
import { answer, epochSeconds, operation } from './operation.ts';

const createEventBusRequest = structure({
  Name: eventBusName,
  EventSourceName: optional(eventSourceName),
  Description: optional(description),
  KmsKeyIdentifier: optional(kmsKeyIdentifier),
  DeadLetterConfig: optional(deadLetterConfig),
  LogConfig: optional(
    structure({
      IncludeDetail: optional(v.picklist(['NONE', 'FULL'])),
      Level: optional(v.picklist(['OFF', 'ERROR', 'INFO', 'TRACE'])),
    }),
  ),
  Tags: optional(tags),
});

/** A bus for a PENDING source makes the source ACTIVE; without a source it is a custom bus. */
export const createEventBus = operation(createEventBusRequest, (world, caller, input) => {
  const { Name, EventSourceName, Tags, ...rest } = input;
  refuseName(Name, EventSourceName);
  const buses = regionOf(world, caller.region).busesOf(caller.account);
  if (buses.has(Name)) throw alreadyExists(`Event bus ${Name} already exists.`);
  if (buses.size >= world.settings.quotas.busesPerAccount) throw overQuota();
  refuseDeadLetterQueue(caller, rest.DeadLetterConfig?.Arn);
  const members = answer(rest);
  const bus = newEventBus(Name, world.clock.nowMs(), members);
  addTags(bus.tags, Tags);
  if (EventSourceName !== undefined) attachSource(world, caller, bus);
  buses.set(Name, bus);
  return { EventBusArn: eventBusArn(caller.region, caller.account, Name), ...members };
});

/** Deletes a bus without rules; its source, if it still has one, becomes PENDING again. */
export const deleteEventBus = operation(
  structure({ Name: eventBusName }),
  (world, caller, { Name }) => {
    if (Name === DEFAULT_BUS) throw validationError('Cannot delete event bus default.');
    const region = regionOf(world, caller.region);
    const buses = region.busesOf(caller.account);
    const bus = buses.get(Name);
    if (bus === undefined) return undefined;
    if (bus.rules.size > 0) throw validationError("EventBus can't be deleted since it has rules.");
    buses.delete(Name);
    const source = liveSourceOf(region, caller.account, Name);
    if (source?.state.kind === 'ACTIVE') region.sources.makePending(source);
    return undefined;
  },
);

/** One bus; without a name, the default bus. */
export const describeEventBus = operation(
  structure({ Name: optional(eventBusNameOrArn) }),
  (world, caller, { Name }) => {
    const bus = requireBus(world, caller, Name);
    return answer({ ...shown(caller, bus), Policy: policyTextOf(bus.policy), ...bus.shown });
  },
);

/** The account's buses in the Region, by name. */
export const listEventBuses = operation(
  structure({ NamePrefix: optional(eventBusName), ...paging }),
  (world, caller, input) => {
    const prefix = input.NamePrefix ?? '';
    const buses = regionOf(world, caller.region).busesOf(caller.account);
    const wanted = [...buses.values()].filter((bus) => bus.name.startsWith(prefix));
    const { items, NextToken } = page(wanted, nameOf, input);
    const EventBuses = items.map((bus) =>
      answer({
        ...shown(caller, bus),
        Description: bus.shown['Description'],
        Policy: policyTextOf(bus.policy),
      }),
    );
    return answer({ EventBuses, NextToken });
  },
);

function refuseName(name: string, sourceName: string | undefined): void {
  if (sourceName !== undefined && sourceName !== name) {
    throw validationError(
      'Parameter Name is not valid. Reason: A partner event bus has the name of its EventSourceName.',
    );
  }
  if (sourceName === undefined && name.includes('/')) {
    throw validationError("Event bus name must not contain '/'.");
  }
}

function attachSource(world: World, caller: Caller, bus: EventBus): void {
  const source = liveSourceOf(regionOf(world, caller.region), caller.account, bus.name);
  if (source === undefined) throw notFound(`Event source ${bus.name} does not exist.`);
  if (source.state.kind !== 'PENDING') {
    throw invalidState(`Event source ${bus.name} is in the state ${source.state.kind}.`);
  }
  source.state = { kind: 'ACTIVE' };
  bus.partner = { sourceCreatedAtMs: source.createdAtMs };
}

function shown(caller: Caller, bus: EventBus) {
  return {
    Arn: eventBusArn(caller.region, caller.account, bus.name),
    Name: bus.name,
    CreationTime: epochSeconds(bus.createdAtMs),
    LastModifiedTime: epochSeconds(bus.createdAtMs),
  };
}
