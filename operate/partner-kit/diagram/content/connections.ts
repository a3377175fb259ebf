import { isAllowed, isPolled, type Permission } from '../stacks/evidence.ts';
import type { PlacedRegion } from '../stacks/place-resources.ts';
import type { ComponentId, Connection } from './component.ts';

/** What in the stacks shows that an arrow is there. */
type Evidence = Permission | 'both ends' | 'polled';

interface Candidate {
  readonly connection: Connection;
  readonly by: Evidence;
}

const putEvents = 'events:PutPartnerEvents';

const candidates: readonly Candidate[] = [
  { connection: { from: 'administrator', to: 'registration' }, by: 'both ends' },
  { connection: { from: 'services', to: 'eventsQueue' }, by: 'both ends' },
  { connection: { from: 'operations', to: 'operators' }, by: 'both ends' },
  {
    connection: { from: 'registration', to: 'partnerApi', label: 'creates sources' },
    by: { of: 'registration', action: 'events:CreatePartnerEventSource' },
  },
  {
    connection: { from: 'registration', to: 'mappings' },
    by: { of: 'registration', action: 'dynamodb:UpdateItem', on: 'mappings' },
  },
  {
    connection: { from: 'partnerApi', to: 'reconciler' },
    by: { of: 'reconciler', action: 'events:ListPartnerEventSources' },
  },
  {
    connection: { from: 'reconciler', to: 'mappings', isMutual: true },
    by: { of: 'reconciler', action: 'dynamodb:UpdateItem', on: 'mappings' },
  },
  {
    connection: { from: 'mappings', to: 'fanOut' },
    by: { of: 'fanOut', action: 'dynamodb:Query', on: 'mappings' },
  },
  { connection: { from: 'eventsQueue', to: 'fanOut' }, by: 'polled' },
  {
    connection: { from: 'fanOut', to: 'partnerApi', label: 'PutPartnerEvents' },
    by: { of: 'fanOut', action: putEvents },
  },
  {
    connection: { from: 'fanOut', to: 'retries' },
    by: { of: 'fanOut', action: 'sqs:SendMessage', on: 'retryQueue' },
  },
  { connection: { from: 'retries', to: 'partnerApi' }, by: { of: 'retry', action: putEvents } },
  {
    connection: { from: 'fanOut', to: 'largeEvents' },
    by: { of: 'fanOut', action: 's3:PutObject', on: 'payloads' },
  },
  {
    connection: { from: 'fanOut', to: 'recorder' },
    by: { of: 'fanOut', action: 'sqs:SendMessage', on: 'historyQueue' },
  },
  {
    connection: { from: 'retries', to: 'recorder' },
    by: { of: 'retry', action: 'sqs:SendMessage', on: 'historyQueue' },
  },
  {
    connection: { from: 'recorder', to: 'history' },
    by: { of: 'recorder', action: 'dynamodb:PutItem', on: 'historyStore' },
  },
  {
    connection: { from: 'history', to: 'replays' },
    by: { of: 'replay', action: 'dynamodb:Query', on: 'historyStore' },
  },
  { connection: { from: 'replays', to: 'partnerApi' }, by: { of: 'replay', action: putEvents } },
];

/**
 * The arrows between the components that are drawn, as far as the stacks have what each stands for.
 *
 * @param regions the home Region first
 */
export function connectionsOf(
  [home, ...others]: readonly PlacedRegion[],
  drawn: ReadonlySet<ComponentId>,
): readonly Connection[] {
  const inHome = home === undefined ? [] : candidates.filter(({ by }) => isShown(home, by));
  const putElsewhere = others.some((one) => isAllowed(one, { of: 'fanOut', action: putEvents }));
  const all: readonly Connection[] = [
    ...inHome.map(({ connection }) => connection),
    ...(putElsewhere ? [{ from: 'otherRegions', to: 'partnerApi' } as const] : []),
  ];
  return all.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
}

function isShown(region: PlacedRegion, by: Evidence): boolean {
  if (by === 'both ends') return true;
  return by === 'polled' ? isPolled(region, 'eventsQueue', 'fanOut') : isAllowed(region, by);
}
