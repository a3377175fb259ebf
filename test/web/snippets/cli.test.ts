import { afterEach, describe, expect, test } from '@jest/globals';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import type { Emulator } from '../../../emulator/server.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import {
  activateCommand,
  arrivalsCommand,
  cliSnippet,
  remakeCommands,
  stateCommand,
} from '../../../web/snippets/cli.ts';
import { receiverOf, type Receiver } from '../../../web/snippets/receiver.ts';
import { ownName, type Target } from '../../../web/snippets/target.ts';
import { anEmulator, closeAll, CUSTOMER, rawCall, REGION } from '../../emulator/support.ts';
import { aLocalSqs } from '../../emulator/local-sqs.ts';
import { anyGenerator } from '../../support/arbitraries.ts';
import { aSource, anActiveSource } from '../support/builders.ts';
import { commandsOf, memberOf, type CliCommand } from '../support/cli-commands.ts';

const name = sourceName('vendor.test', 'acme/repo1', CUSTOMER);
const arn = `arn:aws:events:${REGION}::event-source/${name}`;
const pending = receiverOf(aSource({ name, arn, account: CUSTOMER, region: REGION }));
const ruleArn = `arn:aws:events:${REGION}:${CUSTOMER}:rule/${name}/all-partner-events`;
const targets = ['log', 'queue', 'function'] as const;

afterEach(closeAll);

/** What the parameters of a command are to the service, which reads lists and structures as JSON. */
function membersOf({ options }: CliCommand): Record<string, unknown> {
  const { region: _, query: __, ...sent } = options;
  const isJson = new Set(['targets', 'attributes']);
  return Object.fromEntries(
    Object.entries(sent).map(([option, value]) => [
      memberOf(option),
      isJson.has(option) ? JSON.parse(value) : option === 'ids' ? [value] : value,
    ]),
  );
}

/** Runs the commands of EventBridge as the customer; an answer for each, which is an error's type if it is one. */
async function runEvents(emulator: Emulator, script: string): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const command of commandsOf(script)) {
    const [service, operation = ''] = command.name.split(' ');
    if (service !== 'events') continue;
    const answer = await rawCall(emulator, memberOf(operation), membersOf(command), CUSTOMER);
    const text = await answer.text();
    const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
    answers.push(answer.ok ? body : body['__type']);
  }
  return answers;
}

const createSource = (emulator: Emulator) =>
  rawCall(emulator, 'CreatePartnerEventSource', { Name: name, Account: CUSTOMER });
const deleteSource = (emulator: Emulator) =>
  rawCall(emulator, 'DeletePartnerEventSource', { Name: name, Account: CUSTOMER });
const stateOf = async (emulator: Emulator) => (await runEvents(emulator, stateCommand(pending)))[0];
const putEvent = (emulator: Emulator) =>
  rawCall(emulator, 'PutPartnerEvents', {
    Entries: [{ Source: name, DetailType: 'push', Detail: '{"n":1}' }],
  });

function commandOf(script: string, wanted: string): CliCommand {
  const found = commandsOf(script).find((command) => command.name === wanted);
  if (found === undefined) throw new Error(`there is no ${wanted}`);
  return found;
}

describe.each(targets)('the AWS CLI commands for the target %s', (target) => {
  test('run against the emulator: they accept the source and make a rule with the target', async () => {
    const emulator = await anEmulator();
    await createSource(emulator);

    expect(await runEvents(emulator, cliSnippet(pending, target))).toEqual([
      { EventBusArn: `arn:aws:events:${REGION}:${CUSTOMER}:event-bus/${name}` },
      { RuleArn: ruleArn },
      { FailedEntryCount: 0, FailedEntries: [] },
    ]);
    expect(await stateOf(emulator)).toMatchObject({ State: 'ACTIVE' });
  });

  test('make no bus for an active source', () => {
    const script = cliSnippet({ ...pending, hasBus: true }, target);

    expect(commandsOf(script).map((command) => command.name)).not.toContain(
      'events create-event-bus',
    );
  });

  test('are of the partition that the source is in', () => {
    const ofChina = aSource({ arn: 'arn:aws-cn:events:cn-north-1::event-source/x' });
    const script = cliSnippet(receiverOf(ofChina), target);

    expect(script).not.toContain('arn:aws:');
    expect(script).toContain('arn:aws-cn:');
  });

  test('name exactly the source, whatever its generator is', () => {
    fc.assert(
      fc.property(anyGenerator, (generator) => {
        const named = sourceName('vendor.test', generator, '111122223333');
        const script = cliSnippet(receiverOf(aSource({ generator, name: named })), target);
        const bus = commandOf(script, 'events create-event-bus');
        const { options } = commandOf(script, 'events put-rule');
        expect(bus.options['event-source-name']).toBe(named);
        expect(options['event-bus-name']).toBe(named);
      }),
      { numRuns: 10 },
    );
  });
});

/** The names of what the commands make in an account besides what is on the event bus. */
function madeFor(receiver: Receiver): string[] {
  const named = ['queue-name', 'statement-id', 'log-group-name'];
  return targets
    .flatMap((target) => commandsOf(cliSnippet(receiver, target)))
    .flatMap(({ options }) => named.flatMap((option) => options[option] ?? []));
}

test('the commands of two sources of an account make nothing twice', () => {
  const other = receiverOf(aSource({ name: sourceName('vendor.test', 'acme/repo2', CUSTOMER) }));
  expect(madeFor(pending).length).toBeGreaterThan(4);
  expect(madeFor(pending).filter((made) => madeFor(other).includes(made))).toEqual([]);
});

/** The one statement of a policy. */
function statementIn(policy: string | undefined) {
  return JSON.parse(policy ?? '').Statement[0];
}

describe('what the target must allow', () => {
  test('lets EventBridge write to the log group', () => {
    const script = cliSnippet(pending, 'log');
    const group = commandOf(script, 'logs create-log-group').options['log-group-name'];
    const policy = commandOf(script, 'logs put-resource-policy').options['policy-document'];
    const [sent] = JSON.parse(commandOf(script, 'events put-targets').options['targets'] ?? '');
    const { Principal, Resource } = statementIn(policy);

    expect(group).toBe(`/aws/events/${name}`);
    expect(sent.Arn).toBe(`arn:aws:logs:${REGION}:${CUSTOMER}:log-group:${group}`);
    expect(Principal.Service).toEqual(['events.amazonaws.com', 'delivery.logs.amazonaws.com']);
    expect(`${sent.Arn}:log-stream:x`.startsWith(Resource.split('*')[0])).toBe(true);
  });

  test('lets the rule alone send to the queue and to its dead-letter queue, which get the event', async () => {
    const { endpoint, client } = await aLocalSqs();
    const emulator = await anEmulator({ sqsEndpoint: endpoint });
    await createSource(emulator);
    const script = cliSnippet(pending, 'queue');
    const made = commandsOf(script).filter((command) => command.name === 'sqs create-queue');
    const urls = [];
    for (const command of made) {
      const { QueueName, Attributes } = membersOf(command) as Record<'QueueName', string> &
        Record<'Attributes', Record<string, string>>;
      const { Condition, Resource } = statementIn(Attributes['Policy']);
      expect(Resource).toBe(`arn:aws:sqs:${REGION}:${CUSTOMER}:${QueueName}`);
      expect(Condition).toEqual({ ArnEquals: { 'aws:SourceArn': ruleArn } });
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
      urls.push(QueueUrl);
    }
    await runEvents(emulator, script);
    await putEvent(emulator);
    const receive = new ReceiveMessageCommand({ QueueUrl: urls[0], WaitTimeSeconds: 3 });
    const { Messages = [] } = await client.send(receive);

    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({ source: name, detail: { n: 1 } });
  });

  test('lets the rule alone invoke the function', () => {
    const { options } = commandOf(cliSnippet(pending, 'function'), 'lambda add-permission');

    expect(options).toEqual({
      region: REGION,
      'function-name': 'partner-events',
      'statement-id': ownName(pending),
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      'source-arn': ruleArn,
    });
  });
});

test.each<[Target, string, string]>([
  ['log', 'logs filter-log-events', `/aws/events/${name}`],
  ['function', 'logs filter-log-events', '/aws/lambda/partner-events'],
])('what has arrived at the target %s is read from its log group', (target, command, group) => {
  const { options } = commandOf(arrivalsCommand(pending, target), command);

  expect(options['log-group-name']).toBe(group);
});

test('what has arrived at the queue is received from the queue of the commands', () => {
  const script = arrivalsCommand(pending, 'queue');
  const [, address = ''] = /"\$\((.*)\)"/.exec(script) ?? [];

  expect(commandOf(address, 'sqs get-queue-url').options).toEqual({
    region: REGION,
    'queue-name': ownName(pending),
    query: 'QueueUrl',
    output: 'text',
  });
  expect(commandOf(script.replace(/"\$\(.*\)"/, 'URL'), 'sqs receive-message').options).toEqual({
    region: REGION,
    'queue-url': 'URL',
  });
});

/** A source whose customer's bus and rule stand, registered again. */
async function aRecreatedSource(receiver: Receiver): Promise<Emulator> {
  const emulator = await anEmulator();
  await createSource(emulator);
  await runEvents(emulator, cliSnippet(receiver, 'log'));
  await deleteSource(emulator);
  await createSource(emulator);
  return emulator;
}

describe('when the event bus of an earlier registration stands', () => {
  test('the commands cannot make it, and the source waits', async () => {
    const emulator = await aRecreatedSource(pending);
    const [bus] = await runEvents(emulator, cliSnippet(pending, 'log'));

    expect(bus).toContain('ResourceAlreadyExistsException');
    expect(await stateOf(emulator)).toMatchObject({ State: 'PENDING' });
  });

  test('activating the source is enough, and its rules match again', async () => {
    const emulator = await aRecreatedSource(pending);
    await runEvents(emulator, activateCommand(pending));

    expect(await stateOf(emulator)).toMatchObject({ State: 'ACTIVE' });
    const rules = await rawCall(emulator, 'ListRules', { EventBusName: name }, CUSTOMER);
    expect(await rules.json()).toMatchObject({ Rules: [{ Name: 'all-partner-events' }] });
  });

  test('it can be made again instead, if its rules are removed first', async () => {
    const emulator = await aRecreatedSource(pending);
    const answers = await runEvents(emulator, remakeCommands(pending));

    expect(answers.filter((answer) => typeof answer === 'string')).toEqual([]);
    expect(await stateOf(emulator)).toMatchObject({ State: 'ACTIVE' });
    const rules = await rawCall(emulator, 'ListRules', { EventBusName: name }, CUSTOMER);
    expect(await rules.json()).toMatchObject({ Rules: [] });
  });
});

test('the state is asked for as the customer sees it', () => {
  expect(commandsOf(stateCommand(receiverOf(anActiveSource())))).toEqual([
    {
      name: 'events describe-event-source',
      options: { region: 'eu-west-1', name: anActiveSource().name, query: 'State' },
    },
  ]);
});
