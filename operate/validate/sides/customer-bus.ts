import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventSourceCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { isNotFound } from '../evidence/failure-text.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { ItemEnded } from '../item-ended.ts';
import type { RegionClient } from './partner-side.ts';

type Call = Pick<Recorder, 'call'>;

/** A rule of a bus, which has one target. */
export interface NamedRule {
  readonly bus: string;
  readonly rule: string;
}

const targetId = 'fanout-validate';

/** The state of a source for the customer; undefined if the customer sees none of this name. */
export async function stateForCustomer(
  name: string,
  { region, client }: RegionClient,
  { call }: Call,
): Promise<string | undefined> {
  const request = { Name: name };
  try {
    const { State: state } = await call(
      {
        title: 'The customer asks for the source',
        call: `DescribeEventSource, ${region}`,
        by: 'customer',
        request,
      },
      async () => await client.send(new DescribeEventSourceCommand(request)),
    );
    return state;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The customer accepts a source: creates the bus of its name. */
export async function createBus(
  name: string,
  { region, client }: RegionClient,
  { call }: Call,
): Promise<void> {
  const request = { Name: name, EventSourceName: name };
  await call(
    {
      title: 'The customer associates the source with an event bus',
      call: `CreateEventBus, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new CreateEventBusCommand(request)),
  );
}

/** Deletes a bus; one that does not exist is not an error. */
export async function deleteBus(name: string, { client }: RegionClient): Promise<void> {
  await unlessNotFound(() => client.send(new DeleteEventBusCommand({ Name: name })));
}

/** Puts a rule for all events of an account on a bus, and returns its ARN. */
export async function putRule(
  { bus, rule }: NamedRule,
  account: string,
  { region, client }: RegionClient,
  { call }: Call,
): Promise<string> {
  const request = {
    Name: rule,
    EventBusName: bus,
    EventPattern: JSON.stringify({ account: [account] }),
  };
  const { RuleArn: arn } = await call(
    {
      title: 'The customer puts a rule on the bus',
      call: `PutRule, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new PutRuleCommand(request)),
  );
  if (arn === undefined) throw new ItemEnded('expected PutRule to answer the ARN, but it did not');
  return arn;
}

/** Makes a queue the target of a rule. */
export async function putTarget(
  { bus, rule }: NamedRule,
  queueArn: string,
  { region, client }: RegionClient,
  { call }: Call,
): Promise<void> {
  const request = {
    Rule: rule,
    EventBusName: bus,
    Targets: [{ Id: targetId, Arn: queueArn }],
  };
  const { FailedEntryCount: failed = 0, FailedEntries: entries } = await call(
    {
      title: 'The customer makes a queue the rule’s target',
      call: `PutTargets, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new PutTargetsCommand(request)),
  );
  if (failed === 0) return;
  throw new ItemEnded(
    `expected the queue as a target, but it was refused: ${JSON.stringify(entries)}`,
  );
}

/** Removes a rule and its target; what does not exist is not an error. */
export async function removeRule(
  { bus, rule }: NamedRule,
  { client }: Pick<RegionClient, 'client'>,
): Promise<void> {
  const named = { Rule: rule, EventBusName: bus };
  await unlessNotFound(() => client.send(new RemoveTargetsCommand({ ...named, Ids: [targetId] })));
  await unlessNotFound(() => client.send(new DeleteRuleCommand({ EventBusName: bus, Name: rule })));
}

async function unlessNotFound(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
