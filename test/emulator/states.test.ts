import { describe, expect, test } from '@jest/globals';
import type { OperationName } from '../../emulator/operations/operation-names.ts';
import type { World } from '../../emulator/state/world.ts';
import {
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  call,
  CUSTOMER,
  DAY_MS,
  OTHER_CUSTOMER,
  listIn,
  memberIn,
  SOURCE,
  START_MS,
  advance,
} from './support.ts';

// The five states of the onboarding guide, from the customer's side, each reached by the calls that lead to it.
const create = (world: World) =>
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
const remove = (world: World) =>
  asPartner(world, 'DeletePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
const attach = (world: World) =>
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });

const states = ['nonexistent', 'PENDING', 'ACTIVE', 'DELETED+bus', 'PENDING+bus'] as const;
type State = (typeof states)[number];

const ways: Record<State, ((world: World) => unknown)[]> = {
  nonexistent: [],
  PENDING: [create],
  ACTIVE: [create, attach],
  'DELETED+bus': [create, attach, remove],
  'PENDING+bus': [create, attach, remove, create],
};

function worldIn(state: State): World {
  const world = aWorld();
  for (const step of ways[state]) step(world);
  return world;
}

function stateOf(world: World): string {
  const state = memberIn(asCustomer(world, 'DescribeEventSource', { Name: SOURCE }), 'State');
  const hasBus = asCustomer(world, 'DescribeEventBus', { Name: SOURCE }) instanceof Object;
  if (typeof state !== 'string') return 'nonexistent';
  return state === 'ACTIVE' || !hasBus ? state : `${state}+bus`;
}

const NOT_FOUND = 'ResourceNotFoundException';
const EXISTS = 'ResourceAlreadyExistsException';
const INVALID = 'InvalidStateException';

// [operation, then for each state the state it leads to, or the error that leaves it as it was]
const transitions: [OperationName, Record<State, string>][] = [
  [
    'CreatePartnerEventSource',
    {
      nonexistent: 'PENDING',
      PENDING: EXISTS,
      ACTIVE: EXISTS,
      'DELETED+bus': 'PENDING+bus',
      'PENDING+bus': EXISTS,
    },
  ],
  [
    'DeletePartnerEventSource',
    {
      nonexistent: 'nonexistent',
      PENDING: 'nonexistent',
      ACTIVE: 'DELETED+bus',
      'DELETED+bus': 'DELETED+bus',
      'PENDING+bus': 'DELETED+bus',
    },
  ],
  [
    'CreateEventBus',
    {
      nonexistent: NOT_FOUND,
      PENDING: 'ACTIVE',
      ACTIVE: EXISTS,
      'DELETED+bus': EXISTS,
      'PENDING+bus': EXISTS,
    },
  ],
  [
    'DeleteEventBus',
    {
      nonexistent: 'nonexistent',
      PENDING: 'PENDING',
      ACTIVE: 'PENDING',
      'DELETED+bus': 'nonexistent',
      'PENDING+bus': 'PENDING',
    },
  ],
  [
    'ActivateEventSource',
    {
      nonexistent: NOT_FOUND,
      PENDING: NOT_FOUND,
      ACTIVE: 'ACTIVE',
      'DELETED+bus': INVALID,
      'PENDING+bus': 'ACTIVE',
    },
  ],
  [
    'DeactivateEventSource',
    {
      nonexistent: NOT_FOUND,
      PENDING: INVALID,
      ACTIVE: 'PENDING+bus',
      'DELETED+bus': INVALID,
      'PENDING+bus': 'PENDING+bus',
    },
  ],
];

const requests: Partial<Record<OperationName, object>> = {
  CreatePartnerEventSource: { Name: SOURCE, Account: CUSTOMER },
  DeletePartnerEventSource: { Name: SOURCE, Account: CUSTOMER },
  CreateEventBus: { Name: SOURCE, EventSourceName: SOURCE },
};

const partnerOperations = new Set(['CreatePartnerEventSource', 'DeletePartnerEventSource']);

function send(world: World, operation: OperationName) {
  const request = requests[operation] ?? { Name: SOURCE };
  return partnerOperations.has(operation)
    ? asPartner(world, operation, request)
    : asCustomer(world, operation, request);
}

const isError = (result: string) => result.endsWith('Exception');

describe.each(transitions)('%s', (operation, results) => {
  test.each(states)('in the state %s', (state) => {
    const world = worldIn(state);
    const answer = send(world, operation);
    const expected = results[state];
    expect(typeof answer === 'string' ? answer : 'answered').toBe(
      isError(expected) ? expected : 'answered',
    );
    expect(stateOf(world)).toBe(isError(expected) ? state : expected);
  });
});

const seenAs = (State: string) => ({
  PartnerEventSourceAccounts: [expect.objectContaining({ Account: CUSTOMER, State })],
});

describe('every state', () => {
  test.each(states)('%s is the state it is called', (state) => {
    expect(stateOf(worldIn(state))).toBe(state);
  });

  const accepted = { EventId: expect.any(String) };
  const rejected = {
    ErrorCode: 'EventBusNotFound',
    ErrorMessage: expect.stringContaining('Event Bus Not Found'),
  };
  test.each([
    ['nonexistent', rejected, 0],
    ['PENDING', accepted, 0],
    ['ACTIVE', accepted, 1],
    ['DELETED+bus', rejected, 0],
    ['PENDING+bus', accepted, 0],
  ] as const)('%s: the disposition of an event', (state, disposition, received) => {
    const world = worldIn(state);
    const answer = asPartner(world, 'PutPartnerEvents', { Entries: [anEntry()] });
    expect(answer).toEqual({
      FailedEntryCount: disposition === rejected ? 1 : 0,
      Entries: [disposition],
    });
    expect(world.received.snapshot()).toHaveLength(received);
  });

  test.each([
    ['nonexistent', NOT_FOUND],
    ['PENDING', seenAs('PENDING')],
    ['ACTIVE', seenAs('ACTIVE')],
    ['DELETED+bus', NOT_FOUND],
    ['PENDING+bus', seenAs('PENDING')],
  ] as const)('%s: what the partner sees', (state, seen) => {
    const world = worldIn(state);
    const isLive = seen !== NOT_FOUND;
    expect(asPartner(world, 'ListPartnerEventSourceAccounts', { EventSourceName: SOURCE })).toEqual(
      seen,
    );
    expect(asPartner(world, 'DescribePartnerEventSource', { Name: SOURCE })).toEqual(
      isLive
        ? { Arn: `arn:aws:events:us-east-2::event-source/${SOURCE}`, Name: SOURCE }
        : NOT_FOUND,
    );
    const listed = asPartner(world, 'ListPartnerEventSources', {
      NamePrefix: 'aws.partner/partner_x/',
    });
    expect(listIn(listed, 'PartnerEventSources')).toHaveLength(isLive ? 1 : 0);
  });

  test.each(states)('%s: ExpirationTime is shown only while PENDING', (state) => {
    const world = worldIn(state);
    const expiring = state.startsWith('PENDING') ? START_MS / 1000 + 7 * 86_400 : undefined;
    const partnerView = asPartner(world, 'ListPartnerEventSourceAccounts', {
      EventSourceName: SOURCE,
    });
    const [account] = listIn(partnerView, 'PartnerEventSourceAccounts');
    expect(memberIn(account, 'ExpirationTime')).toBe(expiring);
    const customerView = asCustomer(world, 'DescribeEventSource', { Name: SOURCE });
    expect(memberIn(customerView, 'ExpirationTime')).toBe(expiring);
  });

  test.each([
    ['nonexistent', 'nonexistent'],
    ['PENDING', 'nonexistent'],
    ['ACTIVE', 'ACTIVE'],
    ['DELETED+bus', 'DELETED+bus'],
    ['PENDING+bus', 'DELETED+bus'],
  ] as const)('%s becomes %s when the pending days are over', (state, expected) => {
    const world = worldIn(state);
    advance(world, 7 * DAY_MS - 1);
    expect(stateOf(world)).toBe(state);
    advance(world, 1);
    expect(stateOf(world)).toBe(expected);
  });

  test.each(states)('%s is invisible to another customer', (state) => {
    const world = worldIn(state);
    const own = asCustomer(world, 'ListEventSources', {});
    expect(listIn(own, 'EventSources')).toHaveLength(state === 'nonexistent' ? 0 : 1);
    const stranger = callerOf(world, OTHER_CUSTOMER);
    expect(stranger('ListEventSources', {})).toEqual({ EventSources: [] });
    expect(stranger('DescribeEventSource', { Name: SOURCE })).toBe(NOT_FOUND);
    expect(stranger('CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE })).toBe(NOT_FOUND);
  });

  test.each(states)('%s is nothing to another partner', (state) => {
    const world = worldIn(state);
    const other = callerOf(world, '111111111111');
    expect(other('DescribePartnerEventSource', { Name: SOURCE })).toBe(NOT_FOUND);
    other('DeletePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
    expect(stateOf(world)).toBe(state);
    const put = other('PutPartnerEvents', { Entries: [anEntry()] });
    expect(put).toMatchObject({ Entries: [{ ErrorCode: 'EventBusNotFound' }] });
  });
});

describe('around the states', () => {
  test('a name is unique across the accounts of a Region', () => {
    const world = worldIn('PENDING');
    const again = { Name: SOURCE, Account: OTHER_CUSTOMER };
    expect(asPartner(world, 'CreatePartnerEventSource', again)).toBe(EXISTS);
  });

  test('deleting with another account deletes nothing', () => {
    const world = worldIn('PENDING');
    asPartner(world, 'DeletePartnerEventSource', { Name: SOURCE, Account: OTHER_CUSTOMER });
    expect(stateOf(world)).toBe('PENDING');
  });

  test('a source re-created for another customer leaves the first one with DELETED', () => {
    const world = worldIn('DELETED+bus');
    asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: OTHER_CUSTOMER });
    expect(stateOf(world)).toBe('DELETED+bus');
    expect(asCustomer(world, 'ActivateEventSource', { Name: SOURCE })).toBe(INVALID);
  });

  test('going back to PENDING restarts the pending days', () => {
    const world = worldIn('ACTIVE');
    advance(world, 30 * DAY_MS);
    asCustomer(world, 'DeleteEventBus', { Name: SOURCE });
    advance(world, 6 * DAY_MS);
    expect(stateOf(world)).toBe('PENDING');
    advance(world, DAY_MS);
    expect(stateOf(world)).toBe('nonexistent');
  });

  test('deactivating what is PENDING does not restart the pending days', () => {
    const world = worldIn('PENDING+bus');
    advance(world, 6 * DAY_MS);
    asCustomer(world, 'DeactivateEventSource', { Name: SOURCE });
    advance(world, DAY_MS);
    expect(stateOf(world)).toBe('DELETED+bus');
  });

  test('an expired source can be created again', () => {
    const world = worldIn('PENDING');
    advance(world, 8 * DAY_MS);
    expect(create(world)).toBeInstanceOf(Object);
    expect(stateOf(world)).toBe('PENDING');
  });
});

function callerOf(world: World, account: string) {
  return (name: OperationName, body: object) => call(world, account, name, body);
}
