import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { historyDeployment, historyQueue } from '../../../lambdas/settings/deployment.ts';
import { Recorder } from '../../../lib/constructs/recorder.ts';
import { anEmptyStack, aStage, synthesizeOneRegion } from '../../support/synthesize.ts';

function synthesize(): Template {
  const ofStage = anEmptyStack(aStage());
  const queue = new Queue(ofStage.stack, 'Rows');
  const recorder = new Recorder(ofStage.stack, 'Recorder', { ...ofStage, queue });
  return Template.fromStack(Stack.of(recorder));
}

const template = synthesize();
const deadLettersArn = {
  'Fn::GetAtt': [Match.stringLikeRegexp('^RecorderDeadLetters'), 'Arn'],
};

describe('the recorder', () => {
  test('runs every minute, and an invocation is pointless when the next is due', () => {
    const schedule = {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Target: {
        Input: '{"mayDefer":true}',
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: deadLettersArn },
      },
    };

    expect(() =>
      template.hasResourceProperties('AWS::Scheduler::Schedule', schedule),
    ).not.toThrow();
  });

  test('does not repeat a run that failed: the next takes its messages', () => {
    const invocation = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };

    expect(() =>
      template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', invocation),
    ).not.toThrow();
  });

  test('is fed by no event source: it drains the queue itself', () => {
    expect(template.findResources('AWS::Lambda::EventSourceMapping')).toEqual({});
  });
});

describe('the history queue', () => {
  const stack = synthesizeOneRegion();
  const [queue] = Object.entries(stack.findResources('AWS::SQS::Queue')).flatMap(
    ([id, { Properties: properties }]) =>
      id.startsWith('DataPlaneHistoryQueue') ? properties : [],
  );

  test('keeps messages nearly as long as SQS can, since held events are nowhere else', () => {
    expect(queue.MessageRetentionPeriod).toBe(13 * 86_400);
  });

  test('takes messages as large as SQS can', () => {
    expect(queue.MaximumMessageSize).toBe(1_048_576);
  });

  test('keeps a message from other runs while a run that received it can last', () => {
    expect(queue.VisibilityTimeout).toBeGreaterThan(historyDeployment.timeoutSeconds);
  });

  test('dead-letters nothing in an outage of some hours', () => {
    const { maxReceiveCount } = queue.RedrivePolicy;

    expect(maxReceiveCount * historyQueue.visibilitySeconds).toBeGreaterThan(3 * 3_600);
  });
});
