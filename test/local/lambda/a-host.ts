import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi } from '../../../local/lambda/runtime-api.ts';

// A host as a separate program: invokes a function once, prints its process id, and runs until it is ended.

const folder = await mkdtemp(join(tmpdir(), 'a-host-'));
const bundlePath = join(folder, 'index.mjs');
await writeFile(bundlePath, 'export const handler = async () => process.pid;');
const one = startFunction({
  runtimeApi: await startRuntimeApi({ port: 0 }),
  name: 'fan-out',
  region: 'eu-west-1',
  bundlePath,
  environment: {},
  memoryMb: 256,
  timeoutSeconds: 60,
  maxConcurrency: 1,
  onOutput: () => undefined,
});
await one.invoke({});
await rm(folder, { recursive: true });
process.stdout.write(String(one.processIds()[0]));
