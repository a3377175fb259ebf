/** One of the variants that a benchmark compares. */
export interface Arm<T> {
  readonly name: string;
  run(): Promise<T>;
}

/**
 * Runs the arms in turns, so that a slow minute of the machine affects all of them: `rounds` results for
 * each arm, by its name, after a round that does not count. Each round begins with another arm.
 */
export async function interleave<T>(
  arms: readonly Arm<T>[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map<string, T[]>(arms.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < arms.length; turn += 1) {
      const arm = arms[(turn + round + arms.length) % arms.length];
      if (arm === undefined) continue;
      const result = await arm.run();
      if (round >= 0) results.get(arm.name)?.push(result);
    }
  }
  return results;
}
