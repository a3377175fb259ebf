import { readFileSync } from 'node:fs';

/** The kernel counts a process's time in hundredths of a second, whatever its own tick (proc(5), USER_HZ). */
const microsPerTick = 10_000;

/**
 * The time that a running process has had of the processors, in microseconds, to a hundredth of a second; undefined
 * where there is no /proc, and when the process is gone.
 */
export function cpuMicrosOf(processId: number): number | undefined {
  try {
    return cpuMicrosIn(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The same from the text of a `/proc/<pid>/stat`; the process's name may hold spaces and parentheses. */
export function cpuMicrosIn(stat: string): number {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = afterName.slice(11, 13);
  return (Number(userTicks) + Number(systemTicks)) * microsPerTick;
}

/** The time that this process has had of the processors, in microseconds. */
export function ownCpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
