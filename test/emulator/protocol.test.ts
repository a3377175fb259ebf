import {
  ActivateEventSourceCommand,
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DescribeEventSourceCommand,
  type EventBridgeClient,
  EventBridgeServiceException,
  ListEventSourcesCommand,
  ListPartnerEventSourceAccountsCommand,
  ListPartnerEventSourcesCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  PutPartnerEventsCommand,
  PutRuleCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  aClient,
  anEmulator,
  anEntry,
  closeAll,
  CUSTOMER,
  memberIn,
  PARTNER,
  rawCall,
  REGION,
  SOURCE,
} from './support.ts';

afterEach(closeAll);

const createSource = (partner: EventBridgeClient, Name = SOURCE) =>
  partner.send(new CreatePartnerEventSourceCommand({ Name, Account: CUSTOMER }));

describe('the SDK for JavaScript', () => {
  test('reads times as dates and states as they are', async () => {
    const emulator = await anEmulator({ realNowMs: () => Date.UTC(2026, 10, 21, 19, 0, 0, 250) });
    const partner = aClient(emulator);
    await createSource(partner);
    const seen = await partner.send(
      new ListPartnerEventSourceAccountsCommand({ EventSourceName: SOURCE }),
    );
    expect(seen.PartnerEventSourceAccounts).toEqual([
      {
        Account: CUSTOMER,
        CreationTime: new Date('2026-11-21T19:00:00.250Z'),
        ExpirationTime: new Date('2026-11-28T19:00:00.250Z'),
        State: 'PENDING',
      },
    ]);
  });

  test('gets the service’s own error classes', async () => {
    const emulator = await anEmulator();
    const partner = aClient(emulator);
    await createSource(partner);
    await expect(createSource(partner)).rejects.toThrow(ResourceAlreadyExistsException);
    const customer = aClient(emulator, CUSTOMER);
    const nothing = customer.send(new DescribeEventSourceCommand({ Name: `${SOURCE}x` }));
    await expect(nothing).rejects.toThrow(ResourceNotFoundException);
    const invalid = partner.send(new PutPartnerEventsCommand({ Entries: [] }));
    await expect(invalid).rejects.toThrow(EventBridgeServiceException);
    await expect(invalid).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
    });
  });

  test('sends dates that arrive to the second', async () => {
    const emulator = await anEmulator();
    await createSource(aClient(emulator));
    const customer = aClient(emulator, CUSTOMER);
    await customer.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
    const Time = new Date('2026-01-02T03:04:05.678Z');
    await aClient(emulator).send(new PutPartnerEventsCommand({ Entries: [anEntry({ Time })] }));
    const received = await fetch(`${emulator.url}/_emulator/received`).then((response) =>
      response.json(),
    );
    expect(received).toMatchObject([{ event: { time: '2026-01-02T03:04:05Z' } }]);
  });

  test('keeps Regions and accounts apart', async () => {
    const emulator = await anEmulator();
    await createSource(aClient(emulator));
    const elsewhere = aClient(emulator, PARTNER, 'eu-west-1');
    const list = new ListPartnerEventSourcesCommand({ NamePrefix: 'aws.partner/partner_x/' });
    expect((await elsewhere.send(list)).PartnerEventSources).toEqual([]);
    expect((await createSource(elsewhere)).EventSourceArn).toBe(
      `arn:aws:events:eu-west-1::event-source/${SOURCE}`,
    );
    expect(
      (await aClient(emulator, '000000000102').send(new ListEventSourcesCommand({}))).EventSources,
    ).toEqual([]);
  });

  test('with any other access key id is the partner account', async () => {
    const emulator = await anEmulator({ partnerAccount: '123456789012' });
    await createSource(aClient(emulator, 'AKIAANYTHING'));
    const list = new ListPartnerEventSourcesCommand({ NamePrefix: 'aws.partner/partner_x/' });
    expect((await aClient(emulator, '123456789012').send(list)).PartnerEventSources).toHaveLength(
      1,
    );
  });

  test('pages with Limit and NextToken, each item once, in order', async () => {
    const emulator = await anEmulator();
    const customer = aClient(emulator, CUSTOMER);
    const names = Array.from({ length: 25 }, (_, n) => `bus-${String(n).padStart(2, '0')}`);
    for (const Name of names.toReversed()) await customer.send(new CreateEventBusCommand({ Name }));
    const pages: unknown[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await customer.send(
        new ListEventBusesCommand({ NamePrefix: 'bus-', Limit: 10, NextToken }),
      );
      pages.push(page.EventBuses?.map(({ Name }) => Name) ?? []);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(names);
  });

  test('a page stays correct when the last item of the previous page is deleted', async () => {
    const emulator = await anEmulator();
    const customer = aClient(emulator, CUSTOMER);
    for (const Name of ['a', 'b', 'c']) {
      await customer.send(new PutRuleCommand({ Name, EventPattern: '{"source":["x"]}' }));
    }
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await customer.send(new ListRulesCommand({ Limit: 1, NextToken }));
      const Name = page.Rules?.[0]?.Name;
      seen.push(Name);
      await rawCall(emulator, 'DeleteRule', { Name }, CUSTOMER);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test('a token of one list is refused by another', async () => {
    const customer = aClient(await anEmulator(), CUSTOMER);
    for (const name of ['bus-1', 'bus-2']) {
      await customer.send(new CreateEventBusCommand({ Name: name }));
      for (const rule of ['a', 'b']) {
        const EventPattern = '{"source":["x"]}';
        await customer.send(new PutRuleCommand({ Name: rule, EventBusName: name, EventPattern }));
      }
    }
    const buses = await customer.send(new ListEventBusesCommand({ Limit: 1 }));
    const rules = await customer.send(new ListRulesCommand({ EventBusName: 'bus-1', Limit: 1 }));
    const ask = (EventBusName: string, NextToken: string | undefined) =>
      customer.send(new ListRulesCommand({ EventBusName, NextToken }));

    await expect(ask('bus-1', rules.NextToken)).resolves.toMatchObject({ Rules: [{ Name: 'b' }] });
    for (const refused of [ask('bus-2', rules.NextToken), ask('bus-1', buses.NextToken)]) {
      await expect(refused).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('NextToken is not valid'),
      });
    }
  });

  test('what lacks a bus, and what lacks a source, is refused in the words of the service', async () => {
    const customer = aClient(await anEmulator(), CUSTOMER);
    const activated = customer.send(new ActivateEventSourceCommand({ Name: SOURCE }));
    await expect(activated).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Event source ${SOURCE} or event bus ${SOURCE} does not exist.`,
    });
    const created = customer.send(new CreateEventBusCommand({ Name: SOURCE }));
    await expect(created).rejects.toMatchObject({
      name: 'ValidationException',
      message: "EventBus name starting with 'aws.' is not valid.",
    });
  });

  test('tests event patterns', async () => {
    const customer = aClient(await anEmulator(), CUSTOMER);
    const event = {
      id: '1',
      account: CUSTOMER,
      source: 'x',
      time: '2026-11-21T19:00:00Z',
      region: REGION,
      'detail-type': 't',
    };
    const notValid = { name: 'ValidationException', message: 'Parameter Event is not valid.' };
    const ask = (EventPattern: string, Event: string) =>
      customer.send(new TestEventPatternCommand({ EventPattern, Event }));
    expect(await ask('{"source":["x"]}', JSON.stringify(event))).toMatchObject({ Result: true });
    expect(await ask('{"source":["y"]}', JSON.stringify(event))).toMatchObject({ Result: false });
    await expect(ask('{"source":[]}', JSON.stringify(event))).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: 'Event pattern is not valid. Reason: Empty arrays are not allowed',
    });
    for (const field of Object.keys(event)) {
      const lacking = JSON.stringify({ ...event, [field]: undefined });
      await expect(ask('{"source":["x"]}', lacking)).rejects.toMatchObject(notValid);
    }
    for (const text of ['[]', 'x', '{', '"x"', 'null', '']) {
      await expect(ask('{"source":["x"]}', text)).rejects.toMatchObject(notValid);
    }
  });
});

const oneError = (value: string, member: string, constraint: string) =>
  `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;

const targetWith = (parameters: object) => ({
  Rule: 'a',
  Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:us-east-2:000000000101:a', ...parameters }],
});

describe('the constraints of the service model', () => {
  const NAME_PATTERN = String.raw`aws\.partner(/[\.\-_A-Za-z0-9]+){2,}`;

  test.each([
    [
      'CreatePartnerEventSource',
      { Account: CUSTOMER },
      oneError('null', 'name', 'Member must not be null'),
    ],
    [
      'CreatePartnerEventSource',
      { Name: null, Account: CUSTOMER },
      oneError('null', 'name', 'Member must not be null'),
    ],
    [
      'CreatePartnerEventSource',
      { Name: 'aws.partner/only', Account: CUSTOMER },
      oneError(
        "'aws.partner/only'",
        'name',
        `Member must satisfy regular expression pattern: ${NAME_PATTERN}`,
      ),
    ],
    [
      'CreatePartnerEventSource',
      { Name: `aws.partner/x/${'a'.repeat(243)}`, Account: CUSTOMER },
      'Member must have length less than or equal to 256',
    ],
    [
      'CreatePartnerEventSource',
      { Name: SOURCE, Account: 'abcdefghijkl' },
      oneError(
        "'abcdefghijkl'",
        'account',
        String.raw`Member must satisfy regular expression pattern: \d{12}`,
      ),
    ],
    ['CreatePartnerEventSource', { Name: SOURCE, Account: '1234567890123' }, "'account'"],
    ['CreatePartnerEventSource', {}, '2 validation errors detected'],
    ['ListPartnerEventSources', { NamePrefix: 'aws.partner/x' }, "'namePrefix'"],
    [
      'ListPartnerEventSources',
      { NamePrefix: 'aws.partner/x/', Limit: 0 },
      oneError("'0'", 'limit', 'Member must have value greater than or equal to 1'),
    ],
    [
      'ListPartnerEventSources',
      { NamePrefix: 'aws.partner/x/', Limit: 101 },
      'Member must have value less than or equal to 100',
    ],
    ['ListPartnerEventSources', { NamePrefix: 'aws.partner/x/', NextToken: '' }, "'nextToken'"],
    [
      'ListPartnerEventSources',
      { NamePrefix: 'aws.partner/x/', NextToken: 'made-up' },
      'NextToken',
    ],
    ['CreateEventBus', { Name: 'a b' }, "'name'"],
    [
      'CreateEventBus',
      { Name: 'a', LogConfig: { Level: 'LOUD' } },
      oneError(
        "'LOUD'",
        'logConfig.level',
        'Member must satisfy enum value set: [OFF, ERROR, INFO, TRACE]',
      ),
    ],
    [
      'PutPartnerEvents',
      { Entries: [] },
      oneError("'[]'", 'entries', 'Member must have length greater than or equal to 1'),
    ],
    [
      'PutPartnerEvents',
      { Entries: Array.from({ length: 21 }, () => ({})) },
      'Member must have length less than or equal to 20',
    ],
    [
      'PutPartnerEvents',
      { Entries: [anEntry(), anEntry({ Source: 'x' })] },
      "'entries.2.member.source'",
    ],
    ['PutTargets', { Rule: 'a', Targets: [] }, "'targets'"],
    [
      'PutTargets',
      targetWith({ KinesisParameters: {} }),
      oneError(
        'null',
        'targets.1.member.kinesisParameters.partitionKeyPath',
        'Member must not be null',
      ),
    ],
    [
      'PutTargets',
      targetWith({ EcsParameters: { TaskDefinitionArn: 'x', LaunchType: 'MOON' } }),
      'Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL]',
    ],
    [
      'PutTargets',
      targetWith({ RunCommandParameters: { RunCommandTargets: [] } }),
      "'targets.1.member.runCommandParameters.runCommandTargets'",
    ],
    ['PutTargets', { Rule: 'a', Targets: [{ Id: 'a/b', Arn: 'x' }] }, "'targets.1.member.id'"],
  ])('%s %j is refused with a text that names the member', async (operation, body, message) => {
    const response = await rawCall(await anEmulator(), operation, body);
    const answer = await response.json();
    expect(response.status).toBe(400);
    expect(memberIn(answer, '__type')).toBe('ValidationException');
    expect(memberIn(answer, 'message')).toContain(message);
  });

  test.each([
    ['CreatePartnerEventSource', { Name: 5, Account: CUSTOMER }, 'name'],
    ['CreatePartnerEventSource', { Name: [SOURCE], Account: CUSTOMER }, 'name'],
    ['ListEventBuses', { Limit: 'three' }, 'limit'],
    ['ListEventBuses', { Limit: {} }, 'limit'],
    ['ListEventBuses', [], 'the request'],
    ['ListEventBuses', 'null', 'the request'],
    ['PutPartnerEvents', { Entries: {} }, 'entries'],
    ['PutPartnerEvents', { Entries: [[]] }, 'entries.1.member'],
    ['PutPartnerEvents', { Entries: ['x'] }, 'entries.1.member'],
    ['PutPartnerEvents', { Entries: [anEntry({ Detail: { a: 1 } })] }, 'entries.1.member.detail'],
    ['PutTargets', targetWith({ KinesisParameters: 'x' }), 'kinesisParameters'],
    ['PutTargets', targetWith({ KinesisParameters: { PartitionKeyPath: 5 } }), 'partitionKeyPath'],
    ['PutTargets', targetWith({ RunCommandParameters: [] }), 'runCommandParameters'],
    ['PutTargets', targetWith({ EcsParameters: 'x' }), 'ecsParameters'],
    ['PutTargets', targetWith({ EcsParameters: { TaskCount: 'many' } }), 'taskCount'],
    ['PutTargets', targetWith({ BatchParameters: 5 }), 'batchParameters'],
    ['PutTargets', targetWith({ HttpParameters: true }), 'httpParameters'],
    ['PutTargets', targetWith({ HttpParameters: { HeaderParameters: ['a'] } }), 'headerParameters'],
    [
      'PutTargets',
      targetWith({ HttpParameters: { HeaderParameters: { a: 5 } } }),
      'headerParameters',
    ],
    ['PutTargets', targetWith({ RedshiftDataParameters: [] }), 'redshiftDataParameters'],
    ['PutTargets', targetWith({ SageMakerPipelineParameters: 5 }), 'sageMakerPipelineParameters'],
    ['PutTargets', targetWith({ AppSyncParameters: 'x' }), 'appSyncParameters'],
    ['ListEventBuses', '{"Limit": 3,}', 'not JSON'],
    ['ListEventBuses', 'x', 'not JSON'],
  ])('%s %j of another type is a SerializationException', async (operation, body, message) => {
    const response = await rawCall(await anEmulator(), operation, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'SerializationException',
      message: expect.stringContaining(message),
    });
  });

  test('members the model does not have are ignored', async () => {
    const response = await rawCall(await anEmulator(), 'ListEventBuses', { Unknown: 1 });
    expect(response.status).toBe(200);
  });
});
