import { dateTimeProblem, epochMs } from '../lambdas/domain/date-time.ts';
import { InputError } from '../terminal/input-error.ts';

const msOfUnit: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a time: so long ago (`30min`, `2h`, `7d`), or a date and time as in RFC 3339. Returns epoch
 * milliseconds; undefined if it is not given. Throws an InputError that names the option.
 */
export function readTime(
  option: string,
  text: string | undefined,
  nowMs = Date.now(),
): number | undefined {
  if (text === undefined) return undefined;
  const [, number = '', unit = ''] = /^(\d{1,9})(s|min|h|d)$/.exec(text) ?? [];
  const unitMs = msOfUnit[unit];
  if (unitMs !== undefined) return nowMs - Number(number) * unitMs;
  if (dateTimeProblem(text) === undefined) return epochMs(text);
  throw new InputError(
    `--${option} must be how long ago, such as 30min, 2h or 7d, or a time such as 2026-11-21T19:00:00Z, not "${text}"`,
  );
}
