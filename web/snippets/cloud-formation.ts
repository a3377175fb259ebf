import { busNotes, comment, duplicateNotes, sourcePrefix } from './receiver.ts';
import type { Receiver } from './receiver.ts';
import {
  arnOf,
  consumerName,
  logGroupName,
  logPolicyName,
  logStatement,
  policyOf,
  queueStatement,
  queuesOf,
  retentionSeconds,
  ruleName,
  targetArn,
  undeliveredName,
  targetNotes,
  type Target,
} from './target.ts';

/** A CloudFormation template in YAML that accepts a source and sends its events to a target. */
export function cloudFormationSnippet(receiver: Receiver, target: Target): string {
  const parts = [
    comment('#', [
      `In account ${receiver.account}, Region ${receiver.region}`,
      ...busNotes(receiver),
      ...targetNotes(target),
    ]),
    'Resources:',
    ...(receiver.hasBus ? [] : [bus(receiver)]),
    ...(target === 'log' ? [log(receiver)] : []),
    ...queuesOf(target).map((queue) => queueOf(receiver, queue)),
    rule(receiver, target),
    ...(target === 'function' ? [permission] : []),
  ];
  return `${parts.join('\n')}\n`;
}

/** JSON is YAML, and no text in it is taken for anything else. */
const quoted = (value: unknown) => JSON.stringify(value);

function bus({ name }: Receiver): string {
  return `  PartnerBus:
    Type: AWS::Events::EventBus
    Properties:
      Name: ${quoted(name)}
      EventSourceName: ${quoted(name)}`;
}

function log(receiver: Receiver): string {
  return `  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: ${quoted(logGroupName(receiver.name))}
  LogPolicy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: ${logPolicyName}
      PolicyDocument: |-
        ${quoted(policyOf(logStatement(receiver)))}`;
}

function queueOf(receiver: Receiver, queue: string): string {
  const id = idOf(queue);
  return `  ${id}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: ${queue}
      MessageRetentionPeriod: ${retentionSeconds}
  ${id}Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref ${id}]
      PolicyDocument: ${quoted(policyOf(queueStatement(receiver, queue)))}`;
}

function idOf(queue: string): string {
  return queue === undeliveredName ? 'Undelivered' : 'Events';
}

function rule(receiver: Receiver, target: Target): string {
  const { name, hasBus } = receiver;
  const policies = queuesOf(target).map((queue) => `${idOf(queue)}Policy`);
  const needed = target === 'log' ? ['Log', 'LogPolicy'] : policies;
  const notes = [...duplicateNotes, 'resources: [{ prefix: event/ }]'];
  const deadLetters = `
          DeadLetterConfig:
            Arn: ${quoted(arnOf(receiver, 'sqs', undeliveredName))}`;
  return `  Rule:
    Type: AWS::Events::Rule
    DependsOn: [${needed.join(', ')}]
    Properties:
      Name: ${ruleName}
      EventBusName: ${hasBus ? quoted(name) : '!Ref PartnerBus'}
${comment('#', notes).replaceAll(/^/gm, '      ')}
      EventPattern:
        source: [{ prefix: ${quoted(sourcePrefix(name))} }]
      Targets:
        - Id: target
          Arn: ${quoted(targetArn(receiver, target))}${target === 'log' ? '' : deadLetters}`;
}

const permission = `  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: ${consumerName}
      Action: lambda:InvokeFunction
      Principal: events.amazonaws.com
      SourceArn: !GetAtt Rule.Arn`;
