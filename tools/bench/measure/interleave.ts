/** One of the variants that a benchmark compares. */
export interface Variant<T> {
  readonly name: string;
  run(): Promise<T>;
}

/**
 * Runs the variants in turns, so that a slow minute of the machine affects all of them: `rounds` results for
 * each variant, by its name, after a round that does not count. Each round begins with another variant.
 */
export async function interleave<T>(
  variants: readonly Variant<T>[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map<string, T[]>(variants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < variants.length; turn += 1) {
      const variant = variants[(turn + round + variants.length) % variants.length];
      if (variant === undefined) continue;
      const result = await variant.run();
      if (round >= 0) results.get(variant.name)?.push(result);
    }
  }
  return results;
}
