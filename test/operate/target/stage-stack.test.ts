import { afterEach, describe, expect, test } from '@jest/globals';
import { InputError } from '../../../terminal/input-error.ts';
import { OperationError } from '../../../operate/operation-error.ts';
import { connectToStage, type StageStack } from '../../../operate/target/stage-stack.ts';

const outputs = {
  EventsQueueUrl: 'https://sqs/events',
  EventsDeadLetterQueueUrl: 'https://sqs/events-dead',
  RetryQueueUrl: 'https://sqs/retry',
  RetryDeadLetterQueueUrl: 'https://sqs/retry-dead',
  MappingTableName: 'EventBridgePartner-prod-mappings',
  ReconcilerFunctionName: 'reconciler',
  HistoryTableName: 'EventBridgePartner-prod-history',
  HistoryBucketPrefix: 'ebp-history-prod-111122223333',
  PayloadBucketPrefix: 'ebp-payload-prod-111122223333',
  ReplayQueueUrl: 'https://sqs/replays',
};

const regionBefore = process.env['AWS_REGION'];
afterEach(() => {
  if (regionBefore === undefined) delete process.env['AWS_REGION'];
  else process.env['AWS_REGION'] = regionBefore;
});

/** An account with one stack in each Region. */
function anAccount(stackName: string, found: Readonly<Record<string, string>> = outputs) {
  const asked: string[] = [];
  const connect = (target: StageStack) =>
    connectToStage(target, (region) => ({
      send: async ({ input }: { input: { StackName: string } }) => {
        asked.push(`${region} ${input.StackName}`);
        if (input.StackName !== stackName) {
          const message = `Stack with id ${input.StackName} does not exist`;
          throw Object.assign(new Error(message), { name: 'ValidationError' });
        }
        const Outputs = Object.entries(found).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        }));
        return { Stacks: [{ Outputs }] };
      },
    }));
  return { asked, connect };
}

test('a stage is its stack in the home Region, and the SDK is led there', async () => {
  const { asked, connect } = anAccount('EventBridgePartner-prod-us-east-1');
  const connection = await connect({ stage: 'prod', region: undefined });

  expect(asked).toEqual(['us-east-1 EventBridgePartner-prod-us-east-1']);
  expect(connection).toMatchObject({
    title: 'stage prod, us-east-1',
    queues: {
      events: { url: 'https://sqs/events', deadLettersUrl: 'https://sqs/events-dead' },
      retry: { url: 'https://sqs/retry', deadLettersUrl: 'https://sqs/retry-dead' },
    },
    mappingTableName: 'EventBridgePartner-prod-mappings',
    partnerName: 'vendor.example',
    policy: { drift: 'repair', orphan: 'report', orphanGraceHours: 24 },
    clockAheadMs: 0,
    reconciler: { kind: 'function', functionName: 'reconciler' },
    payloadBucketPrefix: 'ebp-payload-prod-111122223333',
    replayQueueUrl: 'https://sqs/replays',
    historyPlace: {
      historyRegions: expect.arrayContaining(['us-east-1', 'eu-west-1']),
      historyTableName: 'EventBridgePartner-prod-history',
      historyBucketPrefix: 'ebp-history-prod-111122223333',
    },
    settings: { history: { rows: 'all' }, replay: { maxRunning: 3 } },
  });
  expect(process.env['AWS_REGION']).toBe('us-east-1');
});

test('another Region’s stack has neither reconciler nor replays', async () => {
  const { ReconcilerFunctionName: _, ReplayQueueUrl: __, ...others } = outputs;
  const { connect } = anAccount('EventBridgePartner-prod-eu-west-1', others);
  const connection = await connect({ stage: 'prod', region: 'eu-west-1' });

  expect(connection).toMatchObject({
    title: 'stage prod, eu-west-1',
    reconciler: { kind: 'elsewhere' },
    replayQueueUrl: undefined,
  });
});

describe('an error is one line', () => {
  test.each([
    ['no such stage', { stage: 'nope', region: undefined }, /^--stage nope: .*dev, prod$/],
    ['no name of a stage', { stage: 'No pe', region: undefined }, /^--stage No pe: must be the na/],
    [
      'no Region of the stage',
      { stage: 'prod', region: 'eu-north-1' },
      /^--region eu-north-1: not a Region of stage prod \(us-east-1, eu-west-1, /,
    ],
    [
      'no such stack',
      { stage: 'dev', region: undefined },
      /no stack EventBridgePartner-dev-us-east-1 in .*npx cdk deploy -c stage=dev/,
    ],
  ])('%s', async (_, target, message) => {
    const connecting = anAccount('another').connect(target);

    await expect(connecting).rejects.toThrow(InputError);
    await expect(connecting).rejects.toThrow(message);
    await expect(connecting).rejects.toThrow(/^[^\n]+$/);
  });

  test('an output that is missing', async () => {
    const { connect } = anAccount('EventBridgePartner-dev-us-east-1', {});
    const connecting = connect({ stage: 'dev', region: undefined });

    await expect(connecting).rejects.toThrow(OperationError);
    await expect(connecting).rejects.toThrow('has no output EventsQueueUrl: deploy it again');
  });
});
