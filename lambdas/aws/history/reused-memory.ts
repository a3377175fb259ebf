/** Memory for bytes that are written again and again. */
export interface ReusedMemory {
  /** At least so many bytes, whatever is in them; nobody else has them until they are given back. */
  take(bytes: number): Buffer;
  /** Gives back what was taken, if nobody reads it any more. What is not given back is collected. */
  giveBack(memory: Buffer): void;
}

/**
 * Keeps the memory that was given back last: to write into new memory takes four times as long.
 *
 * @param mostBytes what is larger is not kept
 */
export function reusedMemory(mostBytes: number): ReusedMemory {
  let kept: Buffer | undefined;
  return {
    take(bytes) {
      const taken =
        kept !== undefined && kept.length >= bytes ? kept : Buffer.allocUnsafeSlow(bytes);
      kept = undefined;
      return taken;
    },
    giveBack(memory) {
      if (memory.length <= mostBytes) kept = memory;
    },
  };
}
