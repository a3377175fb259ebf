import type { Receiver } from './receiver.ts';

/** Where the rule of the snippets sends events. */
export type Target = 'log' | 'queue' | 'function';

/** The targets that the page offers, by their names. */
export const targetNames: Readonly<Record<Target, string>> = {
  log: 'CloudWatch log group',
  queue: 'SQS queue',
  function: 'Lambda function',
};

/** The rule that the snippets make on the bus. */
export const ruleName = 'all-partner-events';

/** The queue that the snippets make, and the function that they expect. */
export const consumerName = 'partner-events';

/** The queue for what EventBridge cannot deliver to the target. */
export const undeliveredName = 'partner-events-undelivered';

/** How long queues keep events: 14 days, the longest time that SQS takes. */
export const retentionSeconds = 1_209_600;

/** The policy that the snippets put on the account's log groups. */
export const logPolicyName = 'partner-events-to-logs';

/** The log group that the snippets create; the EventBridge console offers groups with this prefix. */
export function logGroupName(name: string): string {
  return `/aws/events/${name}`;
}

/** The ARN of something of the customer's. */
export function arnOf({ partition, region, account }: Receiver, service: string, rest: string) {
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

/** The ARN of the target itself. */
export function targetArn(receiver: Receiver, target: Target): string {
  switch (target) {
    case 'log':
      return arnOf(receiver, 'logs', `log-group:${logGroupName(receiver.name)}`);
    case 'queue':
      return arnOf(receiver, 'sqs', consumerName);
    case 'function':
      return arnOf(receiver, 'lambda', `function:${consumerName}`);
  }
}

/** The queues that a target needs: itself, and the one for what it does not take. */
export function queuesOf(target: Target): readonly string[] {
  if (target === 'log') return [];
  return target === 'queue' ? [consumerName, undeliveredName] : [undeliveredName];
}

/** The policy statement that lets EventBridge write to log groups such as {@link logGroupName}. */
export function logStatement(receiver: Receiver) {
  return {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arnOf(receiver, 'logs', 'log-group:/aws/events/*:*'),
  };
}

/** The ARN of the rule. On a partner event bus, the bus's name is part of it. */
export function ruleArn(receiver: Receiver): string {
  return arnOf(receiver, 'events', `rule/${receiver.name}/${ruleName}`);
}

/** The policy statement that lets the rule send to a queue. */
export function queueStatement(receiver: Receiver, queue: string) {
  return {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arnOf(receiver, 'sqs', queue),
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn(receiver) } },
  };
}

/** A policy of one statement. */
export function policyOf(statement: object) {
  return { Version: '2012-10-17', Statement: [statement] };
}

/** What the snippets say of their target, before it. */
export function targetNotes(target: Target): readonly string[] {
  if (target === 'log') return [];
  const undelivered = 'What EventBridge cannot deliver waits in the second queue: watch its depth.';
  if (target === 'queue') return [undelivered];
  return [
    'The name of a function that you have. What it fails on goes to its own on-failure destination;',
    'what EventBridge cannot deliver to it waits in the queue: watch its depth.',
  ];
}
