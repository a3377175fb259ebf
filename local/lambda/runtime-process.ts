import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { processEnvironment } from './function-environment.ts';
import type { FunctionSettings } from './function-environment.ts';
import { memoryOptions } from './process-memory.ts';
import { runtimeClientSource } from './runtime-client-source.ts';

/** A function's settings, with those of its processes. */
export interface ProcessSettings extends FunctionSettings {
  readonly timeoutSeconds: number;
  /** Called with each line that the process writes to standard output or standard error. */
  readonly onOutput: (line: string) => void;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Starts a process that serves the invocations of the Runtime API at an address. */
export function startProcess(settings: ProcessSettings, runtimeApi: string): Child {
  const options = [...memoryOptions(settings.memoryMb), '--input-type=module'];
  return spawn(process.execPath, [...options, '--eval', runtimeClientSource()], {
    cwd: dirname(settings.bundlePath),
    env: processEnvironment(settings, {
      runtimeApi,
      logStream: randomUUID(),
      path: process.env['PATH'] ?? '',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Outside the terminal's process group, so that Ctrl-C reaches only the parent, which lets its functions finish.
    detached: true,
  });
}

/** Resolves with a description of how a process ended. */
export async function endOf(child: Child): Promise<string> {
  try {
    const [exitCode, signal]: Array<number | string | null> = await once(child, 'exit');
    return signal
      ? `the process was ended by ${signal}`
      : `the process exited with code ${exitCode}`;
  } catch (error) {
    return `the process could not be started: ${String(error)}`;
  }
}

/** Passes on a process's output line by line; resolves when the process has ended and its output is complete. */
export async function passOnOutput(child: Child, onOutput: (line: string) => void): Promise<void> {
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onOutput);
  // The channel already reports a process that could not be started.
  await once(child, 'close').catch(() => undefined);
}
