import { isSecretKey } from './credentials.ts';
import { hidden } from './text-mask.ts';

/** Levels of arrays and objects that are shown. */
const maxDepth = 100;

/**
 * A value as JSON can hold it, its texts, keys and numbers masked. What JSON cannot hold is named instead.
 */
export function maskedValue(value: unknown, mask: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value === 'number' || typeof value === 'bigint') return maskedNumber(value, mask);
  if (typeof value === 'function' || typeof value === 'symbol') return `[a ${typeof value}]`;
  return typeof value === 'object' && value !== null ? maskedObject(value, mask, depth) : value;
}

/** A number stays one unless it is masked. A bigint becomes a text, since JSON has none. */
function maskedNumber(value: number | bigint, mask: (text: string) => string): number | string {
  const text = String(value);
  const masked = mask(text);
  return masked === text && typeof value === 'number' ? value : masked;
}

function maskedObject(value: object, mask: (text: string) => string, depth: number): unknown {
  if (JSON.isRawJSON(value)) return maskedRawNumber(value, mask);
  const named = nameOf(value);
  if (named !== undefined) return mask(named);
  if (depth >= maxDepth) return `[nested more than ${maxDepth} levels deep]`;
  if (Array.isArray(value)) return value.map((one) => maskedValue(one, mask, depth + 1));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, member]) => {
      const name = String(key);
      const isSecret = isSecretKey(name) && member !== undefined && member !== null;
      return [mask(name), isSecret ? hidden : maskedValue(member, mask, depth + 1)];
    }),
  );
}

/** A number whose text is kept, as `parseExact` reads it. */
function maskedRawNumber(value: object, mask: (text: string) => string): unknown {
  const text = JSON.stringify(value);
  const masked = mask(text);
  return masked === text ? value : masked;
}

/** What stands for an object that is no JSON object. */
function nameOf(value: object): string | undefined {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Error.isError(value)) return `${value.name}: ${value.message}`;
  if (value instanceof Set) return `[a set of ${value.size}]`;
  return undefined;
}
