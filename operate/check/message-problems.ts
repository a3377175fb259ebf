import { maxMessageBytes } from '../../lambdas/domain/dead-letter.ts';
import { entrySizeBytes } from '../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { syntaxErrorAt } from '../../lambdas/domain/syntax-error-at.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';
import type { GivenMessage } from './given-messages.ts';

/** Why an event would not be relayed. */
export interface MessageProblem {
  /** The line at which its message begins or, of a text over several lines that is not JSON, the line of the error. */
  readonly line: number;
  readonly reason: string;
}

/** What the fan-out function would find in a message. */
export interface CheckedMessage {
  /** How many events it would relay. */
  readonly events: number;
  /** Why it would not relay the others. */
  readonly problems: readonly MessageProblem[];
}

/** The settings of a stage that say what it relays. */
export type CheckSettings = Pick<Settings, 'cloudEvents' | 'entryLimits' | 'largeEvents'>;

/** Checks a message with the code and the limits of the fan-out function. */
export function checkMessage(message: GivenMessage, settings: CheckSettings): CheckedMessage {
  const { line, text, event } = message;
  const refused = text === undefined ? 'is not UTF-8' : messageProblem(text, event !== undefined);
  if (refused !== undefined) return { events: 0, problems: [{ line, reason: refused }] };
  const problem = placedSyntaxProblem(String(text), line);
  if (problem !== undefined) return { events: 0, problems: [problem] };
  const { events, reasons } = readEvents(String(text), settings);
  return { events, problems: reasons.map((reason) => ({ line, reason })) };
}

function readEvents(
  text: string,
  { cloudEvents, entryLimits: { maxEntryBytes }, largeEvents }: CheckSettings,
): { readonly events: number; readonly reasons: readonly string[] } {
  const isByReference = largeEvents.relay === 'byReference';
  const maxEventBytes = isByReference ? Infinity : undefined;
  const read = readMessage(text, 0, { ...cloudEvents, maxEntryBytes, maxEventBytes });
  const reasons = read.flatMap((one) => {
    if (one.kind === 'invalid') return [one.reason];
    const problem = isByReference ? undefined : entryProblem(one.event, maxEntryBytes);
    return problem === undefined ? [] : [`event "${one.event.id}": ${problem}`];
  });
  return { events: read.length - reasons.length, reasons };
}

/** Where a text over several lines is not JSON, as an editor counts. */
function placedSyntaxProblem(text: string, firstLine: number): MessageProblem | undefined {
  const at = text.trimEnd().includes('\n') ? syntaxErrorAt(text) : undefined;
  if (at === undefined) return undefined;
  const isCutOff = at === text.length;
  const before = isCutOff ? text.trimEnd() : text.slice(0, at);
  const column = at - before.lastIndexOf('\n');
  const reason = isCutOff
    ? 'is not JSON: it ends too early'
    : `is not JSON from column ${column} on`;
  return { line: firstLine + before.split('\n').length - 1, reason };
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
