import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { MappingTable } from '../../../lib/constructs/mapping-table.ts';
import { Reconciler } from '../../../lib/constructs/reconciler.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';

function synthesize(reconcile: object = {}): Template {
  const ofStage = anEmptyStack(aStage({ reconcile }));
  const { stack } = ofStage;
  const mappings = new MappingTable(stack, 'Mappings', ofStage);
  const reconciler = new Reconciler(stack, 'Reconciler', {
    ...ofStage,
    mappings,
    replays: new Queue(stack, 'Replays'),
    publicUrl: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
  });
  return Template.fromStack(Stack.of(reconciler));
}

const deadLettersArn = {
  'Fn::GetAtt': [Match.stringLikeRegexp('^ReconcilerDeadLetters'), 'Arn'],
};

/** Fails, with what there is instead, unless a resource of the type has these properties. */
function has(template: Template, type: string, properties: object): () => void {
  return () => template.hasResourceProperties(type, properties);
}

function statementsOn(template: Template, action: string): unknown[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies
    .flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement)
    .filter(({ Action: actions }) => [actions].flat().includes(action));
}

describe('the reconciler', () => {
  test('runs every 15 minutes, for real, and a delivery is tried again for one period', () => {
    const schedule = {
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      Target: {
        Input: '{"dryRun":false}',
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 900 },
        DeadLetterConfig: { Arn: deadLettersArn },
      },
    };

    expect(has(synthesize(), 'AWS::Scheduler::Schedule', schedule)).not.toThrow();
  });

  test('has ended before its next run, and a run that failed is kept and not begun again', () => {
    const template = synthesize();
    const deployed = {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 256,
      Timeout: 14 * 60,
    };
    const invocation = {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: deadLettersArn } },
    };

    expect(has(template, 'AWS::Lambda::Function', deployed)).not.toThrow();
    expect(has(template, 'AWS::Lambda::EventInvokeConfig', invocation)).not.toThrow();
  });

  test('runs as often as the stage says, and ends a minute before the next run', () => {
    const template = synthesize({ everyMinutes: 5 });

    expect(
      has(template, 'AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(5 minutes)' }),
    ).not.toThrow();
    expect(has(template, 'AWS::Lambda::Function', { Timeout: 4 * 60 })).not.toThrow();
  });

  test('that runs once a day gets what Lambda allows: 15 minutes a run, six hours to begin it', () => {
    const template = synthesize({ everyMinutes: 1440 });

    expect(has(template, 'AWS::Lambda::Function', { Timeout: 15 * 60 })).not.toThrow();
    expect(
      has(template, 'AWS::Lambda::EventInvokeConfig', { MaximumEventAgeInSeconds: 6 * 3600 }),
    ).not.toThrow();
  });

  test('keeps its dead letters for 14 days', () => {
    const queue = { MessageRetentionPeriod: 14 * 24 * 60 * 60 };

    expect(has(synthesize(), 'AWS::SQS::Queue', queue)).not.toThrow();
  });

  test.each([
    ['report', 0],
    ['adopt', 0],
    ['delete', 1],
  ])('with the orphan policy %s has %i rights to delete and make sources', (policy, rights) => {
    const template = synthesize({ orphan: policy });
    const statements = statementsOn(template, 'events:DeletePartnerEventSource');

    expect(statementsOn(template, 'events:CreatePartnerEventSource')).toEqual(statements);

    expect(statements).toHaveLength(rights);
    for (const statement of statements) {
      expect(JSON.stringify(statement)).toContain(
        ':events:*::event-source/aws.partner/vendor.example.test/*',
      );
    }
  });
});
