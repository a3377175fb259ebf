import { InputError } from '../../terminal/input-error.ts';
import { queueNames, type QueueName } from '../target/connection.ts';
import type { DeadLetter } from './dead-letter.ts';

/** Selects dead letters. */
export interface Selection {
  readonly queues: readonly QueueName[];
  /** Only these; all if empty. */
  readonly ids: readonly string[];
  /** Only those whose reason contains this text, or whose error code is this text. */
  readonly reason: string | undefined;
}

/** The options of a selection. */
export const selectionOptions = {
  queue: { type: 'string' },
  reason: { type: 'string' },
} as const;

/** The help text of {@link selectionOptions}. */
export const selectionHelp = `  --queue NAME        only dead letters of this queue: events or retry (default: both)
  --reason TEXT       only those whose reason contains TEXT, or whose error code is TEXT`;

/** Reads a selection. Throws an InputError. */
export function readSelection(
  { queue, reason }: { readonly queue?: string | undefined; readonly reason?: string | undefined },
  ids: readonly string[] = [],
): Selection {
  if (reason === '') throw new InputError('--reason must not be empty');
  const queues = queueNames.filter((name) => queue === undefined || queue === name);
  if (queues.length === 0) {
    throw new InputError(`--queue must be ${queueNames.join(' or ')}, not "${queue}"`);
  }
  return { queues, ids, reason };
}

/** Whether a dead letter is selected, regardless of its queue. */
export function isSelected({ ids, reason }: Selection, { id, attributes }: DeadLetter): boolean {
  if (ids.length > 0 && !ids.includes(id)) return false;
  if (reason === undefined) return true;
  const words = attributes['reason']?.StringValue ?? '';
  const code = attributes['errorCode']?.StringValue;
  return words.toLowerCase().includes(reason.toLowerCase()) || code === reason;
}

/** Reads a whole number from 1 to `max`; undefined if it is not given. Throws an InputError. */
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
