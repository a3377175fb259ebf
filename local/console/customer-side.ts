import {
  ActivateEventSourceCommand,
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListEventSourcesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceAlreadyExistsException,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { credentialsOf } from '../partner.ts';
import { everyPage } from './every-page.ts';

/** An AWS account in a Region. */
export interface Customer {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** A rule to put on a bus. */
export interface RuleInput {
  readonly bus: string;
  readonly name: string;
  /** JSON. */
  readonly eventPattern: string;
}

/** An event pattern and an event, both JSON. */
export interface PatternTest {
  readonly eventPattern: string;
  readonly event: string;
}

/**
 * What a customer does with EventBridge in its own account. Every method rejects with EventBridge's
 * error when EventBridge refuses.
 *
 * @param endpoint of EventBridge
 */
export function customerSide(endpoint: string, { account, region }: Customer) {
  const client = new EventBridgeClient({ endpoint, region, credentials: credentialsOf(account) });
  return {
    sources: () => listSources(client),
    associate: (name: string) => associate(client, name),
    rules: (bus: string) => listRules(client, bus),
    putRule: (rule: RuleInput) => putRule(client, rule, { account, region }),
    deleteRule: (bus: string, name: string) => deleteRule(client, bus, name),
    async matches({ eventPattern: EventPattern, event: Event }: PatternTest) {
      const { Result = false } = await client.send(
        new TestEventPatternCommand({ EventPattern, Event }),
      );
      return Result;
    },
    async deleteBus(name: string) {
      for (const rule of await listRules(client, name)) await deleteRule(client, name, rule.name);
      await client.send(new DeleteEventBusCommand({ Name: name }));
    },
    [Symbol.dispose]: () => client.destroy(),
  };
}

async function listSources(client: EventBridgeClient) {
  const buses = await everyPage(async (NextToken) => {
    const page = await client.send(new ListEventBusesCommand({ NextToken }));
    return { items: page.EventBuses, next: page.NextToken };
  });
  const names = new Set(buses.map(({ Name }) => Name));
  const sources = await everyPage(async (NextToken) => {
    const page = await client.send(new ListEventSourcesCommand({ NextToken }));
    return { items: page.EventSources, next: page.NextToken };
  });
  return sources.map(({ Name: name, State: state, CreationTime, ExpirationTime }) => ({
    name,
    state,
    hasBus: names.has(name),
    creationTime: CreationTime?.toISOString() ?? null,
    expirationTime: ExpirationTime?.toISOString() ?? null,
  }));
}

/** Creates the bus of a source, or attaches the bus that an earlier source of the same name left. */
async function associate(client: EventBridgeClient, name: string): Promise<void> {
  try {
    await client.send(new CreateEventBusCommand({ Name: name, EventSourceName: name }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    await client.send(new ActivateEventSourceCommand({ Name: name }));
  }
}

async function listRules(client: EventBridgeClient, bus: string) {
  const rules = await everyPage(async (NextToken) => {
    const page = await client.send(new ListRulesCommand({ EventBusName: bus, NextToken }));
    return { items: page.Rules, next: page.NextToken };
  });
  return rules.map(({ Name: name = '', EventPattern: eventPattern = '' }) => ({
    name,
    eventPattern,
  }));
}

async function putRule(
  client: EventBridgeClient,
  { bus: EventBusName, name, eventPattern: EventPattern }: RuleInput,
  { account, region }: Customer,
): Promise<void> {
  await client.send(new PutRuleCommand({ EventBusName, Name: name, EventPattern }));
  const Arn = `arn:aws:logs:${region}:${account}:log-group:/aws/events/${name}`;
  const Targets = [{ Id: 'log', Arn }];
  await client.send(new PutTargetsCommand({ EventBusName, Rule: name, Targets }));
}

async function deleteRule(client: EventBridgeClient, bus: string, name: string): Promise<void> {
  const rule = { EventBusName: bus, Rule: name };
  const { Targets: targets = [] } = await client.send(new ListTargetsByRuleCommand(rule));
  const Ids = targets.flatMap(({ Id }) => Id ?? []);
  if (Ids.length > 0) await client.send(new RemoveTargetsCommand({ ...rule, Ids }));
  await client.send(new DeleteRuleCommand({ EventBusName: bus, Name: name }));
}
