import type { Arm } from './interleave.ts';

/** The same arms, which show before each run of theirs how far the interleaved rounds are. */
export function watched<T>(
  arms: readonly Arm<T>[],
  rounds: number,
  progress: (text: string) => void,
): readonly Arm<T>[] {
  let begun = 0;
  return arms.map((arm) => ({
    name: arm.name,
    async run() {
      const round = Math.floor(begun / arms.length);
      begun += 1;
      progress(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}, ${arm.name}`);
      return await arm.run();
    },
  }));
}
