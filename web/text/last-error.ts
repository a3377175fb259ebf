import type { Source } from '../api/schemas.ts';
import { momentText } from './durations.ts';

/** A source's last error as a fact of it: one that is resolved is not named as if it stood. */
export function lastErrorFact(error: NonNullable<Source['lastError']>): {
  readonly name: string;
  readonly value: string;
} {
  const { code, message, time, resolved } = error;
  return {
    name: resolved ? 'Last error, resolved since' : 'Last error',
    value: `${code}: ${message} (${momentText(time)})`,
  };
}
