import { transformSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { processEnvironment } from '../../../local/lambda/function-environment.ts';
import { homeRegion } from '../../../local/partner.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';

/** A bundle, and what it is started with. */
export interface Bundle {
  /** An ES module `.mjs`, or a CommonJS `.js`, alone in a folder with all that is deployed. */
  readonly file: string;
  /** The function's own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How one start went. */
export interface ColdStart {
  readonly importMs: number;
  /** Of all threads, in user and system mode. */
  readonly importCpuMs: number;
  /** From the beginning of the import to the handler's answer; only with an event. */
  readonly firstBatchMs?: number;
  /** The handler's answer. */
  readonly response?: unknown;
}

// As JavaScript: Node would take the types away with a WebAssembly module, in the process that is measured.
const runBundlePath = join(import.meta.dirname, 'run-bundle.ts');
const program = transformSync(readFileSync(runBundlePath, 'utf8'), { loader: 'ts' }).code;

const nodePath = join(import.meta.dirname, '../../../node_modules');

// Node quotes the line that threw, and a bundle has few lines.
const maxErrorLength = 1_000;

/**
 * Imports a bundle in a fresh process with the environment that Lambda gives, and hands it an event, if
 * there is one. Rejects with what the process wrote, when it fails.
 *
 * @param url where every AWS service answers
 */
export async function startCold(
  { file, environment }: Bundle,
  url: string,
  event?: object,
): Promise<ColdStart> {
  const args = [file, ...(event === undefined ? [] : [JSON.stringify(event)])];
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, ...args], {
    cwd: dirname(file),
    env: environmentOf(file, environment, url),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const results = child.stdio[3];
  if (child.stderr === null || !(results instanceof Readable)) throw new Error('no pipes');
  const [result, errors] = await Promise.all([text(results), text(child.stderr)]);
  const [code]: unknown[] = await exited;
  if (code !== 0) throw new Error(`${file} did not start: ${errors.slice(-maxErrorLength)}`);
  const coldStart: ColdStart = JSON.parse(result);
  return coldStart;
}

function environmentOf(
  file: string,
  environment: Readonly<Record<string, string>>,
  url: string,
): Record<string, string> {
  const settings = {
    name: 'cold',
    region: homeRegion,
    bundlePath: file,
    memoryMb: 512,
    environment: {
      ...sdkEnvironment({ sqs: url, dynamodb: url, eventBridge: url }),
      AWS_SESSION_TOKEN: 'any',
      // Where Lambda has its own SDK, for a bundle without one.
      NODE_PATH: nodePath,
      ...environment,
    },
  };
  const path = process.env['PATH'] ?? '';
  return processEnvironment(settings, { runtimeApi: '127.0.0.1:9', logStream: 'cold', path });
}
