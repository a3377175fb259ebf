import { existsSync, readFileSync } from 'node:fs';

/**
 * What Node.js needs besides its old generation, in MB: 55 for itself, 12 for the young generation, and the rest for
 * the code of a bundle and the buffers of requests under way.
 */
const besidesOldGenerationMb = 80;

/**
 * Node options that make a process fail where Lambda would have ended it for its memory.
 *
 * Lambda limits all the memory of a function; V8 can limit only its heap. So the old generation gets what the rest
 * leaves (176 MB of 256), and the host ends a process whose peak exceeds the total.
 */
export function memoryOptions(memoryMb: number): string[] {
  const oldGenerationMb = Math.max(32, memoryMb - besidesOldGenerationMb);
  return [`--max-old-space-size=${oldGenerationMb}`, '--max-semi-space-size=4'];
}

/** Whether the kernel reports the peak memory of a process; where it does not, the process reports its own. */
export const kernelReportsPeaks = existsSync('/proc/self/status');

/** The most memory a running process has had at once, in MB, as the kernel counts it; 0 after its end. */
export function peakMemoryMb(processId: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
