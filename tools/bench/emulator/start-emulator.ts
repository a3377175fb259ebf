import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const script = join(import.meta.dirname, '../../../emulator/main.ts');

/** The emulator in a process of its own. */
export interface EmulatorProcess extends AsyncDisposable {
  readonly url: string;
  readonly processId: number;
}

/** Starts the emulator at a free port of 127.0.0.1. */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [script, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [firstLine]: unknown[] = await once(createInterface(child.stdout), 'line');
  const url = /http:\S+/u.exec(String(firstLine))?.[0];
  if (url === undefined) throw new Error(`the emulator did not start: ${String(firstLine)}`);
  return {
    url,
    processId: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      await exited;
    },
  };
}
