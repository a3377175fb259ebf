import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { exampleTemplate } from './support/example-stack.ts';

const alarmTopicArn = 'arn:aws:sns:us-east-1:111122223333:alarms';

const ofPartition = (arn: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${arn}`]],
});

const template = exampleTemplate({ alarmTopicArn });
const idOf = (type: string, prefix: string) =>
  Object.keys(template.findResources(type)).find((id) => id.startsWith(prefix))!;
const queueArn = { 'Fn::GetAtt': [idOf('AWS::SQS::Queue', 'NotSent'), 'Arn'] };
const tableArn = { 'Fn::GetAtt': [idOf('AWS::DynamoDB::GlobalTable', 'SentMails'), 'Arn'] };

describe('the stack of the example', () => {
  test('invokes the function for each rule with type, time and detail, and keeps what fails', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule'));

    expect(rules).toHaveLength(4);
    for (const { Properties: rule } of rules) {
      // No bus is named: it is the default one.
      expect(rule).not.toHaveProperty('EventBusName');
      expect(rule.Targets).toEqual([
        {
          Id: 'Target0',
          Arn: { 'Fn::GetAtt': [idOf('AWS::Lambda::Function', 'Mailer'), 'Arn'] },
          DeadLetterConfig: { Arn: queueArn },
          InputTransformer: {
            InputPathsMap: {
              'detail-type': '$.detail-type',
              time: '$.time',
              detail: '$.detail',
            },
            InputTemplate: '{"type":<detail-type>,"time":<time>,"detail":<detail>}',
          },
        },
      ]);
    }
  });

  test('gives the function the permissions that it needs, and no others', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );

    expect(statements).toEqual([
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn },
      { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: tableArn },
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: ofPartition('dynamodb:us-east-1:111122223333:table/customers'),
      },
      {
        Effect: 'Allow',
        Action: 'ses:SendEmail',
        Resource: [
          ofPartition('ses:us-east-1:111122223333:identity/events@vendor.example'),
          ofPartition('ses:us-east-1:111122223333:identity/vendor.example'),
        ],
        Condition: { StringEquals: { 'ses:FromAddress': 'events@vendor.example' } },
      },
    ]);
  });

  test('may mail by an identity of a domain above that of the address', () => {
    const [policy] = Object.values(
      exampleTemplate({ from: 'events@mail.vendor.example' }).findResources('AWS::IAM::Policy'),
    );
    const statements: readonly { Action: string; Resource: unknown }[] =
      policy?.['Properties'].PolicyDocument.Statement;

    expect(statements.find(({ Action }) => Action === 'ses:SendEmail')?.Resource).toEqual(
      ['events@mail.vendor.example', 'mail.vendor.example', 'vendor.example'].map((identity) =>
        ofPartition(`ses:us-east-1:111122223333:identity/${identity}`),
      ),
    );
  });

  test('repeats an invocation that failed within the claim of a mail, and then keeps it', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: queueArn } },
    });
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 30 });

    expect(queueArn['Fn::GetAtt'][0]).toMatch(/^NotSent/);
  });

  test('lets only its rules put dead letters into the queue, and encrypts them', () => {
    const [queue] = Object.values(template.findResources('AWS::SQS::Queue'));
    const [policy] = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
    const allowed = policy!['Properties'].PolicyDocument.Statement.filter(
      ({ Effect: effect }: { Effect: string }) => effect === 'Allow',
    );

    expect(queue!['Properties']).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
    expect(allowed).toHaveLength(4);
    for (const statement of allowed) {
      expect(statement).toMatchObject({
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: {
          ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.any(String), 'Arn'] } },
        },
      });
    }
  });

  test.each([
    ['the topic that it is given', {}, [alarmTopicArn]],
    ['nobody without a topic', { alarmTopicArn: undefined }, undefined],
  ] as const)('alarms %s of mails that were not sent', (_, overrides, actions) => {
    const [alarm] = Object.values(
      exampleTemplate({ alarmTopicArn, ...overrides }).findResources('AWS::CloudWatch::Alarm'),
    );

    expect(alarm!['Properties']).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(alarm!['Properties'].AlarmActions).toEqual(actions);
  });
});

test('the app of the example can be deployed: it makes the template, and bundles the function', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'customer-mails-'));
  try {
    await promisify(execFile)(process.execPath, ['examples/notifications/app.ts'], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, CDK_OUTDIR: folder },
    });
    const files = await readdir(folder);
    const asset = files.find((name) => name.startsWith('asset.'));
    const bundle = await readFile(join(folder, asset!, 'index.mjs'), 'utf8');

    expect(files).toContain('CustomerMails.template.json');
    // Lambda has the AWS SDK; everything else is in the bundle.
    expect([...bundle.matchAll(/ from "([^"]+)"/g)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(['@aws-sdk/client-dynamodb', '@aws-sdk/client-sesv2']),
    );
    expect(bundle).not.toMatch(/ from "\./);
  } finally {
    await rm(folder, { recursive: true });
  }
});
