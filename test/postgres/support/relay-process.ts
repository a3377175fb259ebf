import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { PoolConfig } from 'pg';

/** What a relay in a process of its own is given. */
export interface RelayOfProcess {
  readonly bundle: string;
  readonly connection: PoolConfig;
  readonly queueUrl: string;
  readonly maxEventsPerBatch: number;
}

/** Bundles the relay's program into a folder, so that its process starts in a tenth of a second. */
export async function bundleRelay(folder: string): Promise<string> {
  const outfile = join(folder, 'relay.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'relay-program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native', '@aws-sdk/client-s3'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

/** Starts a relay's process, which waits until it is told to begin. */
export async function startRelay({
  bundle,
  connection,
  queueUrl,
  maxEventsPerBatch,
}: RelayOfProcess) {
  const args = [bundle, JSON.stringify(connection), queueUrl, String(maxEventsPerBatch)];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    },
  });
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  await once(lines, 'line');
  lines.on('line', (line) => said.push(line));
  return {
    /** What went wrong, a line for each problem. */
    said,
    begin: () => child.stdin.write('go\n'),
    kill: (signal: 'SIGKILL' | 'SIGTERM') => child.kill(signal),
    exited,
  };
}
