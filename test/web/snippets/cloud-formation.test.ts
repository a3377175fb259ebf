import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { cloudFormationSnippet } from '../../../web/snippets/cloud-formation.ts';
import { receiverOf } from '../../../web/snippets/receiver.ts';
import { ownName, undeliveredName, type Target } from '../../../web/snippets/target.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

const name = sourceName('vendor.test', "acme/it's ${here}", '111122223333');
const pending = aSource({ name });
const ruleArn = `arn:aws:events:eu-west-1:111122223333:rule/${name}/all-partner-events`;
const sqsArn = 'arn:aws:sqs:eu-west-1:111122223333';
const queue = ownName(receiverOf(pending));
const undelivered = undeliveredName(receiverOf(pending));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'template-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was read, by snippet: CDK takes a second for each. */
const templates = new Map<string, Template>();

/** Reads a template as CloudFormation does; CfnInclude refuses properties that no resource has. */
function templateOf(target: Target, source = pending): Template {
  const snippet = cloudFormationSnippet(receiverOf(source), target);
  const template = templates.get(snippet) ?? read(snippet);
  templates.set(snippet, template);
  return template;
}

function read(snippet: string): Template {
  const templateFile = join(folder, 'template.yaml');
  writeFileSync(templateFile, snippet);
  const stack = new Stack(new App());
  const included = new CfnInclude(stack, 'Included', { templateFile });
  return Template.fromStack(included.stack);
}

/** The properties of the resources of a type. */
function propertiesOf(template: Template, type: string): unknown[] {
  return Object.values(template.findResources(type)).map((one) => one['Properties']);
}

describe.each(['log', 'queue', 'function'] as const)('the template for the target %s', (target) => {
  test('accepts a pending source, and makes a rule on its bus for all events of the partner', () => {
    const template = templateOf(target);

    expect(propertiesOf(template, 'AWS::Events::EventBus')).toEqual([
      { Name: name, EventSourceName: name },
    ]);
    expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject([
      {
        Name: 'all-partner-events',
        EventBusName: { Ref: 'PartnerBus' },
        EventPattern: { source: [{ prefix: 'aws.partner/vendor.test/' }] },
      },
    ]);
  });

  test('puts its rule on the bus of an active source', () => {
    const template = templateOf(target, anActiveSource({ name }));

    expect(propertiesOf(template, 'AWS::Events::EventBus')).toEqual([]);
    expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject([{ EventBusName: name }]);
  });

  test('makes the policies before the rule', () => {
    const template = templateOf(target);
    const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
    const policies = Object.keys(template.toJSON()['Resources']).filter((id) =>
      id.endsWith('Policy'),
    );

    expect(rule?.['DependsOn']).toEqual(expect.arrayContaining(policies));
  });
});

test('the log group may be written to by EventBridge, and its ARN ends without an asterisk', () => {
  const template = templateOf('log');
  const [policy] = propertiesOf(template, 'AWS::Logs::ResourcePolicy') as [
    { PolicyName: string; PolicyDocument: string },
  ];
  const arn = `arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/${name}`;

  // CloudFormation refuses a policy whose name is taken, by the stack of another source for example.
  expect(policy.PolicyName).toBe(queue);
  expect(propertiesOf(template, 'AWS::Logs::LogGroup')).toEqual([
    { LogGroupName: `/aws/events/${name}` },
  ]);
  expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject([
    { Targets: [{ Id: 'target', Arn: arn }] },
  ]);
  expect(JSON.parse(policy.PolicyDocument)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/*:*',
      },
    ],
  });
});

test('the rule alone may send to the queue and its dead-letter queue', () => {
  const template = templateOf('queue');
  const policies = propertiesOf(template, 'AWS::SQS::QueuePolicy');

  expect(propertiesOf(template, 'AWS::SQS::Queue')).toEqual([
    { QueueName: queue, MessageRetentionPeriod: 1_209_600 },
    { QueueName: undelivered, MessageRetentionPeriod: 1_209_600 },
  ]);
  expect(policies).toMatchObject(
    [queue, undelivered].map((one) => ({
      PolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: `${sqsArn}:${one}`,
            Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
          },
        ],
      },
    })),
  );
  expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject([
    {
      Targets: [
        {
          Arn: `${sqsArn}:${queue}`,
          DeadLetterConfig: { Arn: `${sqsArn}:${undelivered}` },
        },
      ],
    },
  ]);
});

test('the rule alone may invoke the function', () => {
  const template = templateOf('function');

  expect(propertiesOf(template, 'AWS::Lambda::Permission')).toEqual([
    {
      FunctionName: 'partner-events',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': 'Rule.Arn' },
    },
  ]);
  expect(propertiesOf(template, 'AWS::Events::Rule')).toMatchObject([
    {
      Targets: [
        {
          Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:partner-events',
          DeadLetterConfig: { Arn: `${sqsArn}:${undelivered}` },
        },
      ],
    },
  ]);
});
