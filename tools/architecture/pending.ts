/**
 * Arrows that still point the wrong way, from a room to another: what the linter lets pass until it is
 * put right. Nothing is added here.
 */
export const pendingArrows: readonly (readonly [from: string, to: string])[] = [
  ['tools/bench', 'test/support'],
];
