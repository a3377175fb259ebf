import { isError } from '../lambdas/domain/is-error.ts';
import { LossError, writeLossless } from './lossless-json.ts';

/** An event as JSON text, or why it has none. */
export type EventText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Writes an event as JSON. Never throws. */
export function writeText(event: unknown): EventText {
  // JSON has no text for undefined, a function or a symbol.
  if (typeof event !== 'object') {
    return { kind: 'invalid', reason: `a domain event must be an object, not ${typeof event}` };
  }
  try {
    return { kind: 'text', text: writeLossless(event) };
  } catch (error) {
    return { kind: 'invalid', reason: jsonProblem(error) };
  }
}

/** Why an event cannot be written as JSON, or read, in one line. */
export function jsonProblem(error: unknown): string {
  if (error instanceof LossError)
    return `the event contains ${error.message}, which JSON cannot represent`;
  const message = messageOf(error);
  if (error instanceof RangeError && message.includes('call stack')) {
    return 'the event is nested too deeply';
  }
  return `the event cannot be written as JSON: ${message.split('\n', 1).join('')}`;
}

/** A `toJSON` or a getter may throw anything. */
function messageOf(error: unknown): string {
  try {
    return String(isError(error) ? error.message : error);
  } catch {
    return 'it throws an error without a message';
  }
}
