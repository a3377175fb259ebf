import type { Source } from '../api/source.ts';

/** What the snippets need to know about the receiving customer. */
export interface Receiver {
  /** The name of the partner event source and of its event bus. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Whether the event bus already exists. */
  readonly hasBus: boolean;
}

/** The receiver of a source. */
export function receiverOf(source: Source): Receiver {
  const { name, account, region, arn } = source;
  return {
    name,
    account,
    region,
    partition: arn.split(':')[1] ?? 'aws',
    hasBus: source.state === 'ACTIVE',
  };
}

/** The prefix that matches all sources of the vendor in an event pattern: `aws.partner/<partner>/`. */
export function sourcePrefix(name: string): string {
  return `${name.split('/').slice(0, 2).join('/')}/`;
}

/** The log group that the snippets create; the EventBridge console offers groups with this prefix. */
export function logGroupName(name: string): string {
  return `/aws/events/${name}`;
}

/** Lines of a comment, in the languages of the snippets. */
export function comment(mark: '#' | '//', lines: readonly string[]): string {
  return lines.map((line) => `${mark} ${line}`).join('\n');
}

/** What the snippets say of events that come twice. */
export const duplicateNotes: readonly string[] = [
  'Each event has "event/ID" in its resources: drop an ID that you have had. An event that is sent',
  'again has "replay/REPLAY/event/ID" instead. To leave those out, add to the pattern:',
];

/** What infrastructure as code does not see. */
export const recreatedNotes: readonly string[] = [
  'When the vendor re-creates the source, it must be activated again, though nothing differs here:',
  'aws events activate-event-source',
];

/** The policy statement that lets EventBridge write to log groups such as {@link logGroupName}. */
export function logStatement({ partition, region, account }: Receiver) {
  return {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `arn:${partition}:logs:${region}:${account}:log-group:/aws/events/*:*`,
  };
}
