import { sourcePrefix, type Receiver } from './receiver.ts';

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

/** The function that the snippets expect. */
export const consumerName = 'partner-events';

/**
 * The name of what the snippets make for one source: its queue, its stack, its part of a policy. No other
 * source of the account has it, and it is a name by the rules of each service.
 */
export function ownName({ name }: Receiver): string {
  const generator = name.slice(sourcePrefix(name).length).replace(/\/\d+$/, '');
  const readable = generator.replaceAll(/[^a-z\d]+/gi, '-').slice(0, 40);
  // FNV-1a: what is readable may be the same for two sources.
  const hash = Array.from(name).reduce(
    (sum, character) => Math.imul(sum ^ character.charCodeAt(0), 0x01000193),
    0x811c9dc5,
  );
  return `${consumerName}-${readable}-${(hash >>> 0).toString(36)}`;
}

/** The queue for what EventBridge cannot deliver to the target. */
export function undeliveredName(receiver: Receiver): string {
  return `${ownName(receiver)}-undelivered`;
}

/** How long queues keep events: 14 days, the longest time that SQS takes. */
export const retentionSeconds = 1_209_600;

/** What templates say of the policy of log groups. */
export const logPolicyNote = 'AWS takes 10 of these in a Region. One is enough for all log groups.';

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
      return arnOf(receiver, 'sqs', ownName(receiver));
    case 'function':
      return arnOf(receiver, 'lambda', `function:${consumerName}`);
  }
}

/** The queues that a target needs: itself, and the one for what it does not take. */
export function queuesOf(receiver: Receiver, target: Target): readonly string[] {
  if (target === 'log') return [];
  const undelivered = undeliveredName(receiver);
  return target === 'queue' ? [ownName(receiver), undelivered] : [undelivered];
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
