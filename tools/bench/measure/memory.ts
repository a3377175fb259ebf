/** What a process holds. */
export interface Memory {
  /** The JavaScript heap after a garbage collection. */
  readonly heapBytes: number;
  /** All that the kernel has given it. */
  readonly rssBytes: number;
}

/** Collects garbage and looks what is left. The process runs with `--expose-gc`; throws when it does not. */
export function measureMemory(): Memory {
  if (globalThis.gc === undefined) throw new Error('memory is measured under --expose-gc');
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, rssBytes: rss };
}

const mebibyte = 2 ** 20;

/** Bytes in MiB, to a tenth. */
export function inMib(bytes: number): number {
  return Math.round((bytes / mebibyte) * 10) / 10;
}
