import { shellWord } from './quote.ts';
import { comment, duplicateNotes, sourcePrefix, type Receiver } from './receiver.ts';
import {
  arnOf,
  consumerName,
  logGroupName,
  logStatement,
  ownName,
  policyOf,
  queueStatement,
  queuesOf,
  retentionSeconds,
  ruleArn,
  ruleName,
  targetArn,
  undeliveredName,
  targetNotes,
  type Target,
} from './target.ts';

/** AWS CLI commands that accept a source and send its events to a target. */
export function cliSnippet(receiver: Receiver, target: Target): string {
  const commands = [
    ...(receiver.hasBus ? [] : [acceptCommand(receiver)]),
    ...ruleCommands(receiver, target),
  ];
  const notes = comment('#', [...duplicateNotes, '"resources":[{"prefix":"event/"}]']);
  const head = comment('#', [`In account ${receiver.account}`, ...targetNotes(target)]);
  return `${head}\n${commands.join('\n\n')}\n\n${notes}\n`;
}

/** The command that activates a source whose event bus exists from an earlier registration. */
export function activateCommand({ name, region }: Receiver): string {
  return command('events activate-event-source', { region, name });
}

/** The command that prints the state of a source as its customer sees it. */
export function stateCommand({ name, region }: Receiver): string {
  return command('events describe-event-source', { region, name, query: 'State' });
}

/** The commands that remove the event bus of the snippets, its rule first, and make it again. */
export function remakeCommands(receiver: Receiver): string {
  const { name, region } = receiver;
  const ofBus = { region, 'event-bus-name': name };
  return [
    command('events list-rules', ofBus),
    comment('#', ['For each rule:']),
    command('events remove-targets', { ...ofBus, rule: ruleName, ids: 'target' }),
    command('events delete-rule', { ...ofBus, name: ruleName }),
    comment('#', ['Then the event bus, and all that was on it again:']),
    command('events delete-event-bus', { region, name }),
    acceptCommand(receiver),
  ].join('\n');
}

/** The command that shows what has arrived at a target. */
export function arrivalsCommand(receiver: Receiver, target: Target): string {
  const { name, region } = receiver;
  if (target !== 'queue') {
    const group = target === 'log' ? logGroupName(name) : `/aws/lambda/${consumerName}`;
    return command('logs filter-log-events', { region, 'log-group-name': group });
  }
  const url = `$(aws sqs get-queue-url --region ${region} --queue-name ${ownName(receiver)} --query QueueUrl --output text)`;
  return `${command('sqs receive-message', { region })} \\\n  --queue-url "${url}"`;
}

function acceptCommand({ name, region }: Receiver): string {
  return command('events create-event-bus', { region, name, 'event-source-name': name });
}

function ruleCommands(receiver: Receiver, target: Target): string[] {
  const { name, region } = receiver;
  const pattern = { source: [{ prefix: sourcePrefix(name) }] };
  const deadLetters = arnOf(receiver, 'sqs', undeliveredName(receiver));
  const sent = {
    Id: 'target',
    Arn: targetArn(receiver, target),
    ...(target !== 'log' && { DeadLetterConfig: { Arn: deadLetters } }),
  };
  return [
    ...(target === 'log' ? logCommands(receiver) : []),
    ...queuesOf(receiver, target).map((queue) => queueCommand(receiver, queue)),
    command('events put-rule', {
      region,
      'event-bus-name': name,
      name: ruleName,
      'event-pattern': JSON.stringify(pattern),
    }),
    ...(target === 'function' ? [permissionCommand(receiver)] : []),
    command('events put-targets', {
      region,
      'event-bus-name': name,
      rule: ruleName,
      targets: JSON.stringify([sent]),
    }),
  ];
}

function logCommands(receiver: Receiver): string[] {
  const { region } = receiver;
  return [
    command('logs create-log-group', { region, 'log-group-name': logGroupName(receiver.name) }),
    command('logs put-resource-policy', {
      region,
      'policy-name': `${consumerName}-to-logs`,
      'policy-document': JSON.stringify(policyOf(logStatement(receiver))),
    }),
  ];
}

function queueCommand(receiver: Receiver, queue: string): string {
  const attributes = {
    MessageRetentionPeriod: String(retentionSeconds),
    Policy: JSON.stringify(policyOf(queueStatement(receiver, queue))),
  };
  return command('sqs create-queue', {
    region: receiver.region,
    'queue-name': queue,
    attributes: JSON.stringify(attributes),
  });
}

function permissionCommand(receiver: Receiver): string {
  return command('lambda add-permission', {
    region: receiver.region,
    'function-name': consumerName,
    'statement-id': ownName(receiver),
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    'source-arn': ruleArn(receiver),
  });
}

function command(name: string, options: Readonly<Record<string, string>>): string {
  const words = Object.entries(options).map(([option, value]) => `--${option} ${shellWord(value)}`);
  return [`aws ${name}`, ...words].join(' \\\n  ');
}
