import { shellWord } from './quote.ts';
import {
  comment,
  duplicateNotes,
  logGroupName,
  logStatement,
  sourcePrefix,
  type Receiver,
} from './receiver.ts';

const rule = 'all-partner-events';

/** AWS CLI commands that accept a source and write its events to a log group. */
export function cliSnippet(receiver: Receiver): string {
  const commands = [
    ...(receiver.hasBus ? [] : [acceptCommand(receiver)]),
    ...ruleCommands(receiver),
  ];
  const notes = comment('#', [...duplicateNotes, '"resources":[{"prefix":"event/"}]']);
  return `# In account ${receiver.account}\n${commands.join('\n\n')}\n\n${notes}\n`;
}

/** The command that activates a source whose event bus exists from an earlier registration. */
export function activateCommand({ name, region }: Receiver): string {
  return command('events activate-event-source', { region, name });
}

function acceptCommand({ name, region }: Receiver): string {
  return command('events create-event-bus', { region, name, 'event-source-name': name });
}

function ruleCommands(receiver: Receiver): string[] {
  const { name, region, account, partition } = receiver;
  const logGroup = logGroupName(name);
  const logArn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}`;
  const policy = { Version: '2012-10-17', Statement: [logStatement(receiver)] };
  const pattern = { source: [{ prefix: sourcePrefix(name) }] };
  return [
    command('logs create-log-group', { region, 'log-group-name': logGroup }),
    command('logs put-resource-policy', {
      region,
      'policy-name': 'partner-events-to-logs',
      'policy-document': JSON.stringify(policy),
    }),
    command('events put-rule', {
      region,
      'event-bus-name': name,
      name: rule,
      'event-pattern': JSON.stringify(pattern),
    }),
    command('events put-targets', {
      region,
      'event-bus-name': name,
      rule,
      targets: `Id=log,Arn=${logArn}`,
    }),
  ];
}

function command(name: string, options: Readonly<Record<string, string>>): string {
  const words = Object.entries(options).map(([option, value]) => `--${option} ${shellWord(value)}`);
  return [`aws ${name}`, ...words].join(' \\\n  ');
}
