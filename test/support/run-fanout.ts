import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const script = join(import.meta.dirname, '../../bin/fanout.ts');

/** Starts the command line in a process of its own. */
export function startFanout(...args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stderr = text(child.stderr);
  const exit = once(child, 'exit');
  return {
    child,
    /** Resolves when standard output has said this. */
    said: async (words: string): Promise<void> => {
      let heard = '';
      const isHeard = new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (chunk) => {
          heard += String(chunk);
          if (heard.includes(words)) resolve();
        });
        child.stdout.on('end', () => reject(new Error(`ended without saying "${words}"`)));
      });
      await isHeard;
    },
    ended: async () => {
      const [code] = await exit;
      return { code, stderr: await stderr };
    },
  };
}

/** Runs the command line to its end. */
export async function runFanout(...args: readonly string[]) {
  const { child, ended } = startFanout(...args);
  const stdout = text(child.stdout);
  return { ...(await ended()), stdout: await stdout };
}
