import { maxMessageBytes } from '../../lambdas/domain/dead-letter.ts';
import { entrySizeBytes } from '../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';
import type { GivenMessage } from './given-messages.ts';

/** What the fan-out function would find in a message. */
export interface CheckedMessage {
  /** How many events it would relay. */
  readonly events: number;
  /** Why it would not relay the others. */
  readonly problems: readonly string[];
}

/** The settings of a stage that say what it relays. */
export type CheckSettings = Pick<Settings, 'cloudEvents' | 'entryLimits' | 'largeEvents'>;

/** Checks a message with the code and the limits of the fan-out function. */
export function checkMessage(
  { text, event: number }: GivenMessage,
  { cloudEvents, entryLimits: { maxEntryBytes }, largeEvents }: CheckSettings,
): CheckedMessage {
  const refused = text === undefined ? 'is not UTF-8' : messageProblem(text, number !== undefined);
  if (text === undefined || refused !== undefined)
    return { events: 0, problems: [String(refused)] };
  const isByReference = largeEvents.relay === 'byReference';
  const maxEventBytes = isByReference ? Infinity : undefined;
  const read = readMessage(text, 0, { ...cloudEvents, maxEntryBytes, maxEventBytes });
  const problems = read.flatMap((one) => {
    if (one.kind === 'invalid') return [one.reason];
    const problem = isByReference ? undefined : entryProblem(one.event, maxEntryBytes);
    return problem === undefined ? [] : [`event "${one.event.id}": ${problem}`];
  });
  return { events: read.length - problems.length, problems };
}

function messageProblem(text: string, isEvent: boolean): string | undefined {
  if (isEvent && text.startsWith('[')) return 'an event is a JSON object, not an array';
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxMessageBytes) return undefined;
  return `has ${bytes} bytes, and a message of SQS at most ${maxMessageBytes}`;
}

/** Why no entry can hold an event of a stage that relays no large ones; the name of its source counts, too. */
function entryProblem(event: DomainEvent, maxEntryBytes: number): string | undefined {
  const bytes = entrySizeBytes(event, '', undefined);
  if (bytes <= maxEntryBytes) return undefined;
  return `its entry has ${bytes} bytes without the source, ${maxEntryBytes} are allowed`;
}
