import assert from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { customerSource } from '../../emulator/state/customer-source.ts';
import { regionOf, type World } from '../../emulator/state/world.ts';
import {
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  CUSTOMER,
  DAY_MS,
  failureOf,
  listIn,
  memberIn,
  NO_FAILURE,
  REGION,
  advance,
} from './support.ts';

// Random sequences of both sides' calls, on two sources, against a model that is only the guide's diagram.

type Source = {
  live: 'none' | 'PENDING' | 'ACTIVE';
  pendingDays: number;
  bus: boolean;
  rule: 'none' | 'on' | 'off';
};
type Model = Source[];

const PENDING_DAYS = 7;
const names = ['aws.partner/partner_x/acct1/a', 'aws.partner/partner_x/acct1/b'];
const newModel = (): Model =>
  names.map(() => ({ live: 'none', pendingDays: 0, bus: false, rule: 'none' }));

const ok = 'ok';
const resultOf = (answer: unknown) => (typeof answer === 'string' ? answer : ok);

function seenState(source: Source): string {
  if (source.live !== 'none') return source.live;
  return source.bus ? 'DELETED' : 'none';
}

/** What each call does to the model, and how it is answered. */
const rulesOfTheGuide = {
  create(source: Source) {
    if (source.live !== 'none') return 'ResourceAlreadyExistsException';
    Object.assign(source, { live: 'PENDING', pendingDays: 0 });
    return ok;
  },
  delete(source: Source) {
    source.live = 'none';
    return ok;
  },
  createBus(source: Source) {
    if (source.bus) return 'ResourceAlreadyExistsException';
    if (source.live === 'none') return 'ResourceNotFoundException';
    Object.assign(source, { live: 'ACTIVE', bus: true, rule: 'none' });
    return ok;
  },
  deleteBus(source: Source) {
    if (source.bus && source.rule !== 'none') return 'ValidationException';
    source.bus = false;
    if (source.live === 'ACTIVE') Object.assign(source, { live: 'PENDING', pendingDays: 0 });
    return ok;
  },
  activate(source: Source) {
    if (!source.bus) return 'ResourceNotFoundException';
    if (source.live === 'none') return 'InvalidStateException';
    source.live = 'ACTIVE';
    return ok;
  },
  deactivate(source: Source) {
    if (seenState(source) === 'none') return 'ResourceNotFoundException';
    if (source.live === 'none' || !source.bus) return 'InvalidStateException';
    if (source.live === 'ACTIVE') Object.assign(source, { live: 'PENDING', pendingDays: 0 });
    return ok;
  },
  putRule(source: Source) {
    if (!source.bus) return 'ResourceNotFoundException';
    source.rule = 'on';
    return ok;
  },
  disableRule(source: Source) {
    if (!source.bus || source.rule === 'none') return 'ResourceNotFoundException';
    source.rule = 'off';
    return ok;
  },
  deleteRule(source: Source) {
    if (!source.bus) return 'ResourceNotFoundException';
    source.rule = 'none';
    return ok;
  },
};
type Action = keyof typeof rulesOfTheGuide;
const actions = [
  'create',
  'delete',
  'createBus',
  'deleteBus',
  'activate',
  'deactivate',
  'putRule',
  'disableRule',
  'deleteRule',
] as const satisfies Action[];

const ruleOf = (name: string) => ({ Name: 'all', EventBusName: name });

/** The same calls on the emulator. */
const calls: Record<Action, (world: World, Name: string) => unknown> = {
  create: (world, Name) =>
    asPartner(world, 'CreatePartnerEventSource', { Name, Account: CUSTOMER }),
  delete: (world, Name) =>
    asPartner(world, 'DeletePartnerEventSource', { Name, Account: CUSTOMER }),
  createBus: (world, Name) => asCustomer(world, 'CreateEventBus', { Name, EventSourceName: Name }),
  deleteBus: (world, Name) => asCustomer(world, 'DeleteEventBus', { Name }),
  activate: (world, Name) => asCustomer(world, 'ActivateEventSource', { Name }),
  deactivate: (world, Name) => asCustomer(world, 'DeactivateEventSource', { Name }),
  putRule(world, name) {
    const answer = asCustomer(world, 'PutRule', {
      ...ruleOf(name),
      EventPattern: '{"source":[{"prefix":""}]}',
    });
    const Targets = [{ Id: 'log', Arn: 'arn:aws:logs:us-east-2:000000000101:log-group:x' }];
    if (resultOf(answer) === ok)
      asCustomer(world, 'PutTargets', { Rule: 'all', EventBusName: name, Targets });
    return answer;
  },
  disableRule: (world, name) => asCustomer(world, 'DisableRule', ruleOf(name)),
  deleteRule(world, name) {
    asCustomer(world, 'RemoveTargets', { Rule: 'all', EventBusName: name, Ids: ['log'] });
    return asCustomer(world, 'DeleteRule', ruleOf(name));
  },
};

function sameStates(model: Model, world: World): void {
  const seen = names.map(
    (name) => customerSource(regionOf(world, REGION), CUSTOMER, name)?.state ?? 'none',
  );
  assert.deepEqual(seen, model.map(seenState));
}

class Call implements fc.Command<Model, World> {
  readonly action: Action;
  readonly index: number;

  constructor(action: Action, index: number) {
    this.action = action;
    this.index = index;
  }

  check = () => true;

  run(model: Model, world: World): void {
    const expected = rulesOfTheGuide[this.action](model[this.index]!);
    assert.deepEqual(resultOf(calls[this.action](world, names[this.index]!)), expected);
    sameStates(model, world);
  }

  toString = () => `${this.action}(${names[this.index]})`;
}

class Put implements fc.Command<Model, World> {
  check = () => true;

  run(model: Model, world: World): void {
    const before = [world.received.snapshot().length, world.deliveries.snapshot().length];
    const Entries = names.map((Source) => anEntry({ Source }));
    const answer = asPartner(world, 'PutPartnerEvents', { Entries });
    const accepted = listIn(answer, 'Entries').map(
      (entry) => memberIn(entry, 'EventId') !== undefined,
    );
    assert.deepEqual(
      accepted,
      model.map(({ live }) => live !== 'none'),
    );
    const active = model.filter(({ live }) => live === 'ACTIVE');
    const delivered = active.filter(({ rule }) => rule === 'on');
    const after = [world.received.snapshot().length, world.deliveries.snapshot().length];
    assert.deepEqual(after, [before[0]! + active.length, before[1]! + delivered.length]);
  }

  toString = () => 'put';
}

class Wait implements fc.Command<Model, World> {
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  check = () => true;

  run(model: Model, world: World): void {
    advance(world, this.days * DAY_MS);
    for (const source of model.filter(({ live }) => live === 'PENDING')) {
      source.pendingDays += this.days;
      if (source.pendingDays >= PENDING_DAYS) source.live = 'none';
    }
    sameStates(model, world);
  }

  toString = () => `wait(${this.days})`;
}

const commands = fc.commands(
  [
    fc
      .tuple(fc.constantFrom(...actions), fc.nat({ max: 1 }))
      .map(([action, index]) => new Call(action, index)),
    fc.constant(new Put()),
    fc.integer({ min: 1, max: 8 }).map((days) => new Wait(days)),
  ],
  { maxCommands: 60 },
);

const setup = () => ({ model: newModel(), real: aWorld({ pendingDays: PENDING_DAYS }) });

describe('the state machine', () => {
  test('agrees with the guide in any sequence of both sides’ calls', () => {
    const agrees = fc.property(commands, (sequence) => fc.modelRun(setup, sequence));
    expect(failureOf(agrees, 400)).toBe(NO_FAILURE);
  });
});
