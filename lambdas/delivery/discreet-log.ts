import { isError } from '../domain/is-error.ts';
import type { Log } from '../ports/delivery.ts';

/**
 * A log that writes an error's name, code and places in the code, but not its message: the messages of
 * AWS, a parser or a schema repeat contents of a request or an item. It leaves out every other field
 * called `message` too, and cuts texts and removes their control characters.
 */
export function discreetLog(log: Log): Log {
  return {
    info: (message, fields) => log.info(message, discreetFields(fields)),
    warn: (message, fields) => log.warn(message, discreetFields(fields)),
    error: (message, fields) => log.error(message, discreetFields(fields)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

// Enough for an error's causes and a failure within the fields; deeper values are of no use.
const maxDepth = 4;
const maxTextLength = 512;
const place = /^at .*:\d+:\d+\)?$/;
const control = /\p{Cc}|[\u2028\u2029]/gu;

function discreetFields(fields: Fields, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== 'message')
      .map(([name, value]) => [name, discreet(value, depth + 1)]),
  );
}

function discreet(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return discreetText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return undefined;
  if (isError(value)) return errorFields(value, depth);
  if (Array.isArray(value)) return value.map((item) => discreet(item, depth + 1));
  return discreetFields({ ...value }, depth);
}

function discreetText(text: string): string {
  return text.slice(0, maxTextLength).toWellFormed().replace(control, ' ');
}

function errorFields(error: Error, depth: number): Record<string, unknown> {
  const { name, cause } = error;
  return {
    name: discreetText(name),
    ...('code' in error && typeof error.code === 'string' && { code: discreetText(error.code) }),
    stack: placesOf(error),
    ...(isError(cause) && { cause: discreet(cause, depth + 1) }),
  };
}

/** The stack without the message that it begins with. */
function placesOf({ stack = '', message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  if (at === -1) return [];
  const lines = stack.slice(at + message.length).split('\n');
  return lines.map((line) => line.trim()).filter((line) => place.test(line));
}
