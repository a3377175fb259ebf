import { describe, expect, test } from '@jest/globals';
import { operations } from '../../emulator/operations/operations.ts';
import { asCustomer, aWorld, CUSTOMER, memberIn, REGION } from './support.ts';

const LOG_ARN = `arn:aws:logs:${REGION}:${CUSTOMER}:log-group:/aws/events/all`;
const queueArn = (name: string, region = REGION) => `arn:aws:sqs:${region}:${CUSTOMER}:${name}`;

function put(target: object) {
  const world = aWorld();
  asCustomer(world, 'PutRule', { Name: 'r', EventPattern: '{"source":["a"]}' });
  const caller = { account: CUSTOMER, region: REGION };
  const body = { Rule: 'r', Targets: [{ Id: 't1', Arn: LOG_ARN, ...target }] };
  return operations.PutTargets(world, caller, body);
}

const transformer = (InputTemplate: string, InputPathsMap?: object) => ({
  InputTransformer: { InputTemplate, InputPathsMap },
});

const paths = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, '$.detail']));

describe('a target is put', () => {
  test.each([
    ['a constant', { Input: '"hello"' }],
    ['the whole event by a path', { InputPath: '$' }],
    ['a path with an index', { InputPath: '$.detail.a[0]' }],
    ['a text template', transformer('"event was <k> today"', { k: '$.detail' })],
    ['the event in a JSON template', transformer('{"e": <aws.events.event.json>}')],
    ['a hundred paths', transformer('{"a": <k99>}', paths(100))],
    ['a dead-letter queue', { DeadLetterConfig: { Arn: queueArn('dead') } }],
    ['a message group for what is no queue', { SqsParameters: { MessageGroupId: 'g' } }],
  ])('with %s', (_what, target) => {
    expect(put(target)).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
  });
});

const onlyOne = 'Only one of Input, InputPath, or InputTransformer must be provided for target t1.';
const badPath = 'InputPath for target t1 is invalid.';
const badTemplate = 'Invalid InputTemplate for target t1.';
const fifo = 'SQS FIFO is not supported by Dead Letter Queues.';
const onlyJson =
  'InputTemplate for target t1 contains placeholder aws.events.event.json valid only for JSON template.';

describe('a target is refused', () => {
  // The texts are AWS's, as its users have measured them.
  test.each([
    [{ Input: '{}', InputPath: '$' }, onlyOne],
    [{ InputPath: '$', ...transformer('"x"') }, onlyOne],
    [{ Input: 'hello' }, 'JSON syntax error in input for target t1.'],
    [{ InputPath: 'detail' }, badPath],
    [{ InputPath: "$.detail['key']" }, badPath],
    [transformer('"<k>"', { k: "$.detail['key']" }), badPath],
    [
      transformer('"<notdefinedkey>"', { k: '$.detail' }),
      'InputTemplate for target t1 contains invalid placeholder notdefinedkey.',
    ],
    [
      transformer('"<toString>"', {}),
      'InputTemplate for target t1 contains invalid placeholder toString.',
    ],
    [transformer('[<aws.events.event.json>]'), onlyJson],
    [transformer('"<aws.events.event.json>"'), onlyJson],
    [transformer('no quotes'), badTemplate],
    [transformer('{"a": <k>', { k: '$' }), badTemplate],
    [
      transformer('"x"', { 'aws.events.rule-name': '$' }),
      "at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [",
    ],
    [transformer('"x"', paths(101)), 'Member must have length less than or equal to 100'],
    [transformer(`"${'x'.repeat(8191)}"`), 'Member must have length less than or equal to 8192'],
    [transformer(''), 'Member must have length greater than or equal to 1'],
    [{ Input: `"${'x'.repeat(8191)}"` }, 'Member must have length less than or equal to 8192'],
    [{ InputPath: `$.${'x'.repeat(255)}` }, 'Member must have length less than or equal to 256'],
    [{ DeadLetterConfig: { Arn: LOG_ARN } }, 'logs is not supported as a dead letter resource.'],
    [{ DeadLetterConfig: { Arn: queueArn('q.fifo') } }, fifo],
    [{ DeadLetterConfig: { Arn: queueArn('q', 'eu-west-1') } }, `must be in the Region ${REGION}`],
    [
      { RetryPolicy: { MaximumRetryAttempts: 186 } },
      'Member must have value less than or equal to 185',
    ],
    [
      { RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
      'Member must have value greater than or equal to 60',
    ],
    [
      { Arn: `arn:aws:states:${REGION}:${CUSTOMER}:stateMachine:s` },
      `RoleArn is required for target arn:aws:states:${REGION}:${CUSTOMER}:stateMachine:s.`,
    ],
  ])('%j', (target, text) => {
    expect(() => put(target)).toThrow(text);
  });

  test('if its map of paths is none, or holds what is no text', () => {
    expect(() => put(transformer('"x"', ['$'] as object))).toThrow(/Start of list/u);
    expect(() => put(transformer('"x"', { k: 1 }))).toThrow(/NUMBER_VALUE/u);
  });
});

test('targets are refused when two of a call have one Id', () => {
  const world = aWorld();
  asCustomer(world, 'PutRule', { Name: 'r', EventPattern: '{"source":["a"]}' });
  const Targets = ['a', 'b', 'a'].map((Id) => ({ Id, Arn: LOG_ARN }));
  const caller = { account: CUSTOMER, region: REGION };
  expect(() => operations.PutTargets(world, caller, { Rule: 'r', Targets })).toThrow(
    "Parameter targets is not valid. Reason: More than one target with Id 'a' is provided.",
  );
});

test('a bus is refused with a dead-letter queue that is none', () => {
  const world = aWorld();
  const bus = { Name: 'mine', DeadLetterConfig: { Arn: `arn:aws:sns:${REGION}:${CUSTOMER}:t` } };
  expect(asCustomer(world, 'CreateEventBus', bus)).toBe('ValidationException');
  const good = { ...bus, DeadLetterConfig: { Arn: queueArn('dead') } };
  expect(memberIn(asCustomer(world, 'CreateEventBus', good), 'DeadLetterConfig')).toEqual(
    good.DeadLetterConfig,
  );
});
