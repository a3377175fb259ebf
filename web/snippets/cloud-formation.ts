import { busNotes, comment, duplicateNotes, sourcePrefix } from './receiver.ts';
import type { Receiver } from './receiver.ts';
import {
  arnOf,
  consumerName,
  logGroupName,
  logPolicyNote,
  logStatement,
  ownName,
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
    ...queuesOf(receiver, target).map((queue) => queueOf(receiver, queue)),
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
  # ${logPolicyNote}
  LogPolicy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: ${ownName(receiver)}
      PolicyDocument: |-
        ${quoted(policyOf(logStatement(receiver)))}`;
}

function queueOf(receiver: Receiver, queue: string): string {
  const id = idOf(receiver, queue);
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

function idOf(receiver: Receiver, queue: string): string {
  return queue === undeliveredName(receiver) ? 'Undelivered' : 'Events';
}

function rule(receiver: Receiver, target: Target): string {
  const { name, hasBus } = receiver;
  const policies = queuesOf(receiver, target).map((queue) => `${idOf(receiver, queue)}Policy`);
  const needed = target === 'log' ? ['Log', 'LogPolicy'] : policies;
  const notes = [...duplicateNotes, 'resources: [{ prefix: event/ }]'];
  const deadLetters = `
          DeadLetterConfig:
            Arn: ${quoted(arnOf(receiver, 'sqs', undeliveredName(receiver)))}`;
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
