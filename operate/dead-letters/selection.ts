import { InputError } from '../../terminal/input-error.ts';
import { queueNames, type QueueName } from '../target/connection.ts';
import type { DeadLetter } from './dead-letter.ts';

/** Which dead letters a command is about. */
export interface Selection {
  readonly queues: readonly QueueName[];
  /** Only these; all when empty. */
  readonly ids: readonly string[];
  /** Only those whose reason has this text in it, or whose error code it is. */
  readonly reason: string | undefined;
}

/** The options of a selection. */
export const selectionOptions = {
  queue: { type: 'string' },
  reason: { type: 'string' },
} as const;

/** What the help texts say of {@link selectionOptions}. */
export const selectionHelp = `  --queue NAME   events or retry: whose dead letters (default: both)
  --reason TEXT  only those with TEXT in their reason, or as their error code`;

/** Reads a selection. Throws an InputError. */
export function readSelection(
  { queue, reason }: { readonly queue?: string | undefined; readonly reason?: string | undefined },
  ids: readonly string[] = [],
): Selection {
  if (reason === '') throw new InputError('--reason needs a text');
  const queues = queueNames.filter((name) => queue === undefined || queue === name);
  if (queues.length === 0) {
    throw new InputError(`--queue must be ${queueNames.join(' or ')}, not "${queue}"`);
  }
  return { queues, ids, reason };
}

/** Whether a dead letter is one of the selection, the queue apart. */
export function isSelected({ ids, reason }: Selection, { id, attributes }: DeadLetter): boolean {
  if (ids.length > 0 && !ids.includes(id)) return false;
  if (reason === undefined) return true;
  const words = attributes['reason']?.StringValue ?? '';
  const code = attributes['errorCode']?.StringValue;
  return words.toLowerCase().includes(reason.toLowerCase()) || code === reason;
}

/** Reads a whole number of at least 1 and at most `max`; undefined when it is not given. Throws an InputError. */
export function readNumber(
  option: string,
  text: string | undefined,
  max: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
  throw new InputError(`--${option} must be a whole number from 1 to ${max}, not "${text}"`);
}
