import {
  DynamoDBClient,
  type AttributeValue,
  type QueryCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ownTableCalls } from '../../../../lambdas/aws/calls/own-table-calls.ts';
import { sdkTableCalls } from '../../../../lambdas/aws/calls/sdk-table-calls.ts';
import type { StubAnswer, StubCall } from '../../../../tools/simulators/http-stub.ts';
import { anyText } from '../../../support/arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { notedPauses, startServices } from '../../../support/service-stub.ts';

// No name of an attribute here; the SDK writes an object's prototype as well.
const anyName = anyText.filter((name) => name !== '__proto__');

const { item: anyItem } = fc.letrec<{
  attribute: AttributeValue;
  item: Record<string, AttributeValue>;
}>((tie) => ({
  attribute: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyText.map((S) => ({ S })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((N) => ({ N: String(N) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    fc.array(anyText, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
    fc.array(tie('attribute'), { maxLength: 3 }).map((L) => ({ L })),
    tie('item').map((M) => ({ M })),
  ),
  item: fc.dictionary(anyName, tie('attribute'), { maxKeys: 4, noNullPrototype: true }),
}));

const anyQuery = fc.record(
  {
    TableName: fc.constant('Mappings'),
    KeyConditionExpression: anyText,
    ExpressionAttributeValues: anyItem,
    ConsistentRead: fc.boolean(),
    ExclusiveStartKey: anyItem,
    Limit: fc.nat(),
  },
  { requiredKeys: ['TableName'] },
) satisfies fc.Arbitrary<QueryCommandInput>;

const anyUpdate = fc.record(
  {
    TableName: fc.constant('Mappings'),
    Key: anyItem,
    UpdateExpression: anyText,
    ConditionExpression: fc.option(anyText, { nil: undefined }),
    ExpressionAttributeNames: fc.dictionary(anyName, anyText, { noNullPrototype: true }),
    ExpressionAttributeValues: anyItem,
    ReturnValues: fc.constantFrom('ALL_NEW', 'NONE'),
  },
  { requiredKeys: ['TableName', 'Key'] },
) satisfies fc.Arbitrary<UpdateItemCommandInput>;

const ownCalls = () => ownTableCalls('eu-west-1', notedPauses().time);
const sdkCalls = (more: { maxAttempts?: number } = {}) =>
  sdkTableCalls(new DynamoDBClient({ region: 'eu-west-1', ...more }));

/** What is the same in requests of everybody: what is asked of whom, in which Region. */
function asked({ target, body, headers }: StubCall) {
  return {
    target,
    body: JSON.parse(body.toString()),
    contentType: headers['content-type'],
    token: headers['x-amz-security-token'],
    credential: /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1],
  };
}

function withoutMetadata(answer: object) {
  return { ...answer, $metadata: undefined };
}

describe('what goes well', () => {
  test('a query is asked on the wire as the SDK asks it', async () => {
    await using services = await startServices({ body: '{}' });
    await fc.assert(
      fc.asyncProperty(anyQuery, async (input) => {
        await ownCalls().query(input);
        await sdkCalls().query(input);
        const [own, sdk] = services.calls.slice(-2).map(asked);
        expect(own).toEqual(sdk);
        expect(services.callers().slice(-2)).toEqual(['function', 'SDK']);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('an update is asked on the wire as the SDK asks it', async () => {
    await using services = await startServices({ body: '{}' });
    await fc.assert(
      fc.asyncProperty(anyUpdate, async (input) => {
        await ownCalls().updateItem(input);
        await sdkCalls().updateItem(input);
        const [own, sdk] = services.calls.slice(-2).map(asked);
        expect(own).toEqual(sdk);
        expect(services.callers().slice(-2)).toEqual(['function', 'SDK']);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('an answer is read as the SDK reads it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyItem, { maxLength: 3 }),
        fc.option(anyItem, { nil: undefined }),
        async (items, next) => {
          const answer = { Items: items, Count: items.length, LastEvaluatedKey: next };
          await using services = await startServices({ body: JSON.stringify(answer) });
          const input = { TableName: 'Mappings' };
          const [own, sdk] = [await ownCalls().query(input), await sdkCalls().query(input)];
          expect(services.callers()).toEqual(['function', 'SDK']);
          expect(withoutMetadata(own)).toEqual(withoutMetadata(sdk));
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  test('a page as large as DynamoDB makes them is read', async () => {
    const items = Array.from({ length: 3_000 }, () => ({ text: { S: 'ü'.repeat(350) } }));
    await using services = await startServices({ body: JSON.stringify({ Items: items }) });
    expect(await ownCalls().query({ TableName: 'Mappings' })).toEqual({ Items: items });
    expect(services.callers()).toEqual(['function']);
  });
});

const exception = (name: string, more = {}) => ({
  status: 400,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...more }),
});
const update = { TableName: 'Mappings', Key: { generator: { S: 'a/b' } } };

/** What came of a call. */
async function endOf(call: Promise<object>) {
  try {
    return withoutMetadata(await call);
  } catch (error) {
    if (!Error.isError(error)) throw error;
    const { name, message } = error;
    const { CancellationReasons: reasons, Item: item } = Object(error);
    return { name, message, status: Object(error).$metadata?.httpStatusCode, reasons, item };
  }
}

describe('what does not go well', () => {
  test.each<readonly [string, StubAnswer]>([
    [
      'a condition that does not hold',
      exception('ConditionalCheckFailedException', {
        message: 'The conditional request failed',
        Item: { a: { S: 'b' } },
      }),
    ],
    [
      'a cancelled transaction',
      exception('TransactionCanceledException', {
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
      }),
    ],
    ['a table that is not there', exception('ResourceNotFoundException', { message: 'no table' })],
    ['a wrong request', exception('ValidationException', { message: 'wrong' })],
    ['credentials that have expired', exception('ExpiredTokenException', { message: 'expired' })],
    ['no permission', exception('AccessDeniedException', { Message: 'not allowed' })],
    ['an unknown exception', exception('UnheardOfException')],
    ['a refusal without a body', { status: 403, body: '' }],
    ['a success that is no JSON', { body: '<html>' }],
  ])(
    'after %s the SDK asks once more, and its answer or error is the caller’s',
    async (_, answer) => {
      await using services = await startServices(answer);
      const { pausesMs, time } = notedPauses();
      const own = await endOf(ownTableCalls('eu-west-1', time).updateItem(update));
      const callers = services.callers();
      expect(own).toEqual(await endOf(sdkCalls().updateItem(update)));
      expect(callers[0]).toBe('function');
      // As often as the SDK alone.
      expect(callers.slice(1)).toEqual(services.callers().slice(callers.length));
      expect(pausesMs).toEqual([75]);
    },
  );

  test.each<readonly [string, StubAnswer]>([
    ['throttling', exception('ThrottlingException')],
    ['a table at its limit', exception('ProvisionedThroughputExceededException')],
    ['a limit of requests', exception('RequestLimitExceeded')],
    ['an error of the service', { status: 500, body: '{"__type":"InternalServerError"}' }],
    ['a 503 without a body', { status: 503, body: '' }],
    ['a connection that ends', 'hangUp'],
  ])('after %s the call is made again, as the SDK makes it', async (_, answer) => {
    await using services = await startServices(answer, { body: '{"Items":[]}' });
    expect(withoutMetadata(await ownCalls().query({ TableName: 'Mappings' }))).toEqual({
      Items: [],
    });
    expect(services.callers()).toEqual(['function', 'SDK']);
  });

  test('a table that always fails is asked once more than the SDK asks, and from then on no more', async () => {
    await using services = await startServices({
      status: 500,
      body: '{"__type":"InternalServerError"}',
    });
    const calls = ownCalls();
    await expect(calls.query({ TableName: 'Mappings' })).rejects.toThrow('UnknownError');
    const callers = services.callers();
    expect(callers).toEqual(['function', ...Array<string>(callers.length - 1).fill('SDK')]);
    expect(callers.length).toBeGreaterThan(3);
    await expect(calls.updateItem(update)).rejects.toThrow('UnknownError');
    expect(services.callers()).toEqual([...callers, ...callers.slice(1)]);
  });

  test('bytes in an answer are read by the SDK', async () => {
    await using services = await startServices({ body: '{"Items":[{"id":{"B":"AQI="}}]}' });
    const { Items: items } = await ownCalls().query({ TableName: 'Mappings' });
    expect(items).toEqual([{ id: { B: new Uint8Array([1, 2]) } }]);
    expect(services.callers()).toEqual(['function', 'SDK']);
  });

  test('where the address is for the SDK to find, it makes all calls', async () => {
    await using services = await startServices({ body: '{"Items":[]}' });
    process.env['AWS_ENDPOINT_URL'] = services.url;
    try {
      const calls = ownCalls();
      await calls.query({ TableName: 'Mappings' });
      await calls.query({ TableName: 'Mappings' });
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
    expect(services.callers()).toEqual(['SDK', 'SDK']);
  });
});
