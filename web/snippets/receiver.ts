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
export function busNotes({ hasBus }: Receiver): readonly string[] {
  const recreated = [
    'When the vendor re-creates the source, it must be activated again, though nothing differs here:',
    'aws events activate-event-source',
  ];
  const kept = [
    'The event bus exists. If it was made here, keep it: without it, the source waits again.',
  ];
  return [...(hasBus ? kept : []), ...recreated];
}
