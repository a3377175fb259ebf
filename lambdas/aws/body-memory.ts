/** Memory for the bodies of requests, each of which is written into what an earlier one has left. */
export interface BodyMemory {
  /** At least so many bytes, whatever is in them; nobody else has them until they are given back. What was not written yet is no memory of the system's. */
  take(bytes: number): Buffer;
  /** Gives back what was taken, if nobody reads it any more. What is not given back is collected. */
  giveBack(memory: Buffer): void;
}

/** A body of 20 entries of 1 kB fits. */
const leastBytes = 32 * 1_024;

/**
 * Keeps what is given back: the kernel takes seven times as long for a new page as it takes to write one.
 *
 * @param mostBytes what it keeps together at the most
 */
export function bodyMemory(mostBytes: number): BodyMemory {
  const free: Buffer[] = [];
  let freeBytes = 0;
  let sizeBytes = leastBytes;
  return {
    take(bytes) {
      const kept = free.pop();
      freeBytes -= kept?.length ?? 0;
      // One that is too small is dropped: soon all are as large as the largest body.
      if (kept !== undefined && kept.length >= bytes) return kept;
      while (sizeBytes < bytes) sizeBytes *= 2;
      return Buffer.allocUnsafeSlow(sizeBytes);
    },
    giveBack(memory) {
      if (freeBytes + memory.length > mostBytes) return;
      free.push(memory);
      freeBytes += memory.length;
    },
  };
}
