import type { Variant } from './interleave.ts';

/** The same variants, which show before each run of theirs how far the interleaved rounds are. */
export function watched<T>(
  variants: readonly Variant<T>[],
  rounds: number,
  progress: (text: string) => void,
): readonly Variant<T>[] {
  let begun = 0;
  return variants.map((variant) => ({
    name: variant.name,
    async run() {
      const round = Math.floor(begun / variants.length);
      begun += 1;
      progress(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}, ${variant.name}`);
      return await variant.run();
    },
  }));
}
