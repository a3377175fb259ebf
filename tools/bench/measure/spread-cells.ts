import type { Spread } from './statistics.ts';

/** The heads of the columns of {@link spreadCells}. */
export function spreadHead(unit: string): readonly [string, string] {
  return [unit, 'min-max'];
}

/**
 * A spread in two columns: its median, and how far the runs lie apart.
 *
 * @param decimals after the point; none by default
 */
export function spreadCells(
  { median, min, max }: Spread,
  decimals = 0,
): readonly [median: number, minMax: string] {
  const factor = 10 ** decimals;
  const [middle, least, most] = [median, min, max].map(
    (value) => Math.round(value * factor) / factor,
  );
  const texts = [least, most].map((value) => value?.toLocaleString('en-US'));
  return [middle ?? 0, texts.join('–')];
}
