import { cachedLookUp } from './look-ups.ts';
import type { BenchTable } from './table.ts';

const generator = 'newcomer/repository';
const stepMs = 100;
const maxMs = 3_600_000;

/**
 * How long after it is made a registration is seen by a function that has looked just before it, in
 * seconds of a clock that is moved by hand.
 */
export async function secondsUntilSeen(table: BenchTable): Promise<number> {
  let nowMs = 0;
  const lookUp = cachedLookUp(table.mappings, () => nowMs);
  const isSeen = async () => ((await lookUp([generator])).get(generator) ?? []).length > 0;
  if (await isSeen()) throw new Error(`${generator} is registered already`);
  await table.register(generator);
  while (!(await isSeen())) {
    nowMs += stepMs;
    if (nowMs > maxMs) throw new Error('the registration is not seen within an hour');
  }
  return nowMs / 1000;
}
