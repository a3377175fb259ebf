import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { startFunction } from '../../../local/lambda/function-host.ts';
import type { FunctionOptions, LocalFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi } from '../../../local/lambda/runtime-api.ts';
import type { RuntimeApi } from '../../../local/lambda/runtime-api.ts';
import { untilState } from '../../support/process-state.ts';

let runtimeApi: RuntimeApi;
let folder: string;
const started: LocalFunction[] = [];

beforeAll(async () => {
  runtimeApi = await startRuntimeApi({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'function-host-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
});

afterAll(async () => {
  await runtimeApi.close();
  await rm(folder, { recursive: true });
});

/** A function whose bundle is the given source. */
async function aFunction(source: string, options: Partial<FunctionOptions> = {}) {
  const bundleFolder = await mkdtemp(join(folder, 'bundle-'));
  const bundlePath = join(bundleFolder, 'index.mjs');
  await writeFile(bundlePath, source);
  const one = startFunction({
    runtimeApi,
    name: 'fan-out',
    region: 'eu-west-1',
    bundlePath,
    environment: {},
    memoryMb: 256,
    timeoutSeconds: 60,
    maxConcurrency: 1,
    onOutput: () => undefined,
    ...options,
  });
  started.push(one);
  return one;
}

/** A time-out to wait for, in which another invocation ends well on a busy machine too. */
const soonSeconds = 2;

const returnProcessId = 'export const handler = async () => process.pid;';

/** Runs on command, so that one process can be seen through several events. */
const obedient = `
  export const handler = async ({ command }) => {
    if (command === 'hang') console.log('hanging');
    if (command === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (command === 'exit') process.exit(3);
    if (command === 'throw') throw new RangeError('out of range');
    if (command === 'reject later') setImmediate(() => Promise.reject(new Error('nobody waits')));
    if (command === 'reject later') await new Promise((resolve) => setTimeout(resolve, 60_000));
    return process.pid;
  };`;

/** A function that is running an invocation which does not end on its own. */
async function aHangingFunction(options: Partial<FunctionOptions> = {}, source = obedient) {
  const output = new EventEmitter();
  const one = await aFunction(source, { ...options, onOutput: (line) => output.emit(line) });
  const result = one.invoke({ command: 'hang' });
  await once(output, 'hanging');
  return { one, result };
}

const traceOf = async (one: LocalFunction, traceHeaders?: string[]): Promise<string> => {
  const result = await one.invoke({}, traceHeaders);
  return result.kind === 'returned' ? String(result.payload) : result.kind;
};

describe('a function', () => {
  test('answers with what its handler returns', async () => {
    const echo = await aFunction('export const handler = async (event) => ({ event });');

    expect(await echo.invoke({ text: 'caf\u00E9 \u{1F680} \uD83D' })).toEqual({
      kind: 'returned',
      payload: { event: { text: 'caf\u00E9 \u{1F680} \uD83D' } },
    });
  });

  test('answers null when its handler returns nothing', async () => {
    const silent = await aFunction('export const handler = async () => {};');

    expect(await silent.invoke({})).toEqual({ kind: 'returned', payload: null });
  });

  describe('and the chain of requests that invoked it', () => {
    const returnTrace = 'export const handler = async () => process.env._X_AMZN_TRACE_ID;';

    test('it gets a trace header for each invocation, in one process', async () => {
      const one = await aFunction(returnTrace);
      const root = 'Root=1-5759e988-bd862e3fe1be46a994272793';
      const [first, again] = [await traceOf(one), await traceOf(one)];
      const next = await traceOf(one, [`${root};Lineage=aaaaaaaa:3`]);

      expect(first).toMatch(/^Root=1-.*;Lineage=[0-9a-f]{8}:1$/);
      expect(again).not.toBe(first);
      expect(next).toMatch(/^Root=1-5759e988-.*;Lineage=aaaaaaaa:3\|[0-9a-f]{8}:1$/);
      expect(one.processIds()).toHaveLength(1);
    });

    test.each([
      ['by default', {}, 16],
      ['with Terminate', { recursiveLoop: 'Terminate' }, 16],
      ['with Allow', { recursiveLoop: 'Allow' }, 20],
    ] as const)('%s it runs for its own output %o: %i times of 20', async (_, options, runs) => {
      const one = await aFunction(returnTrace, options);
      let header = '';
      let ran = 0;
      for (let round = 0; round < 20; round += 1) {
        const result = await one.invoke({}, header === '' ? [] : [header]);
        if (result.kind !== 'returned') break;
        header = String(result.payload);
        ran += 1;
      }

      expect(ran).toBe(runs);
    });
  });

  test('gets the context that Lambda gives', async () => {
    const echo = await aFunction(
      `export const handler = async (event, context) =>
         ({ ...context, remainingMs: context.getRemainingTimeInMillis() });`,
    );

    expect(await echo.invoke({})).toEqual({
      kind: 'returned',
      payload: {
        functionName: 'fan-out',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:fan-out',
        memoryLimitInMB: '256',
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        logGroupName: '/aws/lambda/fan-out',
        logStreamName: expect.any(String),
        callbackWaitsForEmptyEventLoop: true,
        remainingMs: expect.any(Number),
      },
    });
  });

  test('has its own environment and none of ours', async () => {
    process.env['OURS_ALONE'] = 'secret';
    const echo = await aFunction('export const handler = async () => process.env;', {
      environment: { TABLE_NAME: 'mappings', AWS_REGION: 'reserved' },
    });

    const result = await echo.invoke({});
    delete process.env['OURS_ALONE'];

    expect(result).toMatchObject({
      payload: { TABLE_NAME: 'mappings', AWS_REGION: 'eu-west-1', _HANDLER: 'index.handler' },
    });
    expect(result).not.toHaveProperty('payload.OURS_ALONE');
    expect(result).not.toHaveProperty('payload.HOME');
  });

  test('carries an event and a response of nearly 6 MB', async () => {
    const echo = await aFunction('export const handler = async (event) => event;');
    const event = 'x'.repeat(6_291_454);

    expect(await echo.invoke(event)).toEqual({ kind: 'returned', payload: event });
  });

  test('fails for an event or a response over 6 MB, and lives on', async () => {
    const grow = await aFunction('export const handler = async (size) => "x".repeat(size);');

    expect(await grow.invoke('x'.repeat(6_291_455))).toMatchObject({
      kind: 'failed',
      errorType: 'RequestTooLargeException',
    });
    expect(await grow.invoke(6_291_455)).toMatchObject({
      kind: 'failed',
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect(await grow.invoke(1)).toEqual({ kind: 'returned', payload: 'x' });
  });

  test('passes on each line it writes, and has passed on all when it is closed', async () => {
    const lines: string[] = [];
    const talk = await aFunction(
      `export const handler = async () => { console.log('caf\u00E9\\nsecond'); console.error('third'); };`,
      { onOutput: (line) => lines.push(line) },
    );
    await talk.invoke({});
    await talk.close();

    expect(lines.toSorted()).toEqual(['caf\u00E9', 'second', 'third']);
  });
});

describe('errors', () => {
  test('what the handler throws is reported as Lambda does, and the process lives on', async () => {
    const one = await aFunction(obedient);
    const first = await one.invoke({});

    expect(await one.invoke({ command: 'throw' })).toEqual({
      kind: 'failed',
      errorType: 'RangeError',
      errorMessage: 'out of range',
      stackTrace: expect.arrayContaining([expect.stringContaining('index.mjs')]),
    });
    expect(await one.invoke({})).toEqual(first);
  });

  test('a thrown value that is no error is reported too', async () => {
    const one = await aFunction('export const handler = async () => { throw "plain"; };');

    expect(await one.invoke({})).toMatchObject({ errorType: 'string', errorMessage: 'plain' });
  });

  test.each([
    ['throws while it loads', 'throw new TypeError("no table");', 'TypeError', 'no table'],
    ['exports no handler', 'export {};', 'Runtime.HandlerNotFound', 'index.handler is undefined'],
    ['cannot be parsed', 'export const = ;', 'SyntaxError', ''],
  ])('a bundle that %s fails its invocation', async (_name, source, errorType, message) => {
    const one = await aFunction(source);

    expect(await one.invoke({})).toMatchObject({
      kind: 'failed',
      errorType,
      errorMessage: expect.stringContaining(message),
    });
  });

  test('a rejection that nobody handles fails the invocation and replaces the process', async () => {
    const one = await aFunction(obedient);
    const first = await one.invoke({});

    expect(await one.invoke({ command: 'reject later' })).toMatchObject({
      kind: 'failed',
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody waits',
    });
    const second = await one.invoke({});
    expect(second).toMatchObject({ kind: 'returned' });
    expect(second).not.toEqual(first);
  });
});

describe('processes', () => {
  test('none starts before the first invocation, and one stays warm for the next', async () => {
    const one = await aFunction(returnProcessId, { maxConcurrency: 3 });
    expect(one.processIds()).toEqual([]);

    const first = await one.invoke({});
    expect(await one.invoke({})).toEqual(first);
    expect(one.processIds()).toHaveLength(1);
  });

  test('run at once up to the concurrency; what is beyond waits', async () => {
    const one = await aFunction(returnProcessId, { maxConcurrency: 2 });

    const results = await Promise.all(Array.from({ length: 6 }, () => one.invoke({})));

    expect(results.every((result) => result.kind === 'returned')).toBe(true);
    expect(one.processIds()).toHaveLength(2);
  });

  test('one still running at the time-out is killed and replaced', async () => {
    const one = await aFunction(obedient, { timeoutSeconds: soonSeconds });
    const first = await one.invoke({});

    expect(await one.invoke({ command: 'hang' })).toEqual({ kind: 'timedOut' });
    const second = await one.invoke({});
    expect(second).toMatchObject({ kind: 'returned' });
    expect(second).not.toEqual(first);
  });

  test('one that exits ends its invocation as crashed and is replaced', async () => {
    const one = await aFunction(obedient);

    expect(await one.invoke({ command: 'exit' })).toEqual({
      kind: 'crashed',
      reason: 'the process exited with code 3',
    });
    expect(await one.invoke({})).toMatchObject({ kind: 'returned' });
  });

  test('one killed from outside ends its invocation as crashed and is replaced', async () => {
    const { one, result } = await aHangingFunction();
    process.kill(one.processIds()[0]!, 'SIGKILL');

    expect(await result).toEqual({ kind: 'crashed', reason: 'the process was ended by SIGKILL' });
    expect(await one.invoke({})).toMatchObject({ kind: 'returned' });
  });

  test('one killed while it is idle is replaced without a failure', async () => {
    const one = await aFunction(returnProcessId);
    const first = await one.invoke({});
    process.kill(one.processIds()[0]!, 'SIGKILL');
    while (one.processIds().length > 0) await new Promise(setImmediate);

    const second = await one.invoke({});
    expect(second).toMatchObject({ kind: 'returned' });
    expect(second).not.toEqual(first);
  });

  test('end with the function, also one that hangs and ignores SIGTERM', async () => {
    const { one, result } = await aHangingFunction(
      {},
      `process.on('SIGTERM', () => {}); ${obedient}`,
    );
    await one.close();

    expect(await result).toEqual({ kind: 'crashed', reason: 'the function was closed' });
    expect(one.processIds()).toEqual([]);
    expect(await one.invoke({})).toMatchObject({ kind: 'crashed' });
  });

  test('end by themselves when the Runtime API goes away', async () => {
    const itsRuntimeApi = await startRuntimeApi({ port: 0 });
    const { result } = await aHangingFunction({ runtimeApi: itsRuntimeApi });
    await itsRuntimeApi.close();

    expect(await result).toEqual({ kind: 'crashed', reason: 'the process exited with code 1' });
  });
});

describe('between invocations', () => {
  test('a process is frozen, and continues with the next', async () => {
    const one = await aFunction(returnProcessId);
    const first = await one.invoke({});
    await untilState(one.processIds()[0]!, 'T');

    expect(await one.invoke({})).toEqual(first);
    await untilState(one.processIds()[0]!, 'T');
    expect(await one.invoke({})).toEqual(first);
  });

  test('it is frozen after an invocation that failed, and not counted as hanging', async () => {
    const one = await aFunction(obedient, { timeoutSeconds: soonSeconds });
    const first = await one.invoke({});
    expect(await one.invoke({ command: 'throw' })).toMatchObject({ kind: 'failed' });
    await untilState(one.processIds()[0]!, 'T');

    expect(await one.invoke({})).toEqual(first);
    expect(await one.invoke({ command: 'hang' })).toEqual({ kind: 'timedOut' });
  });

  test('a frozen one continues and ends cleanly when its function is closed', async () => {
    const lines: string[] = [];
    const one = await aFunction(
      `process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); ${returnProcessId}`,
      { onOutput: (line) => lines.push(line) },
    );
    await one.invoke({});
    await untilState(one.processIds()[0]!, 'T');
    await one.close();

    expect(lines).toEqual(['bye']);
    expect(one.processIds()).toEqual([]);
  });

  test('a frozen one ends when its host is killed', async () => {
    const program = fileURLToPath(new URL('a-host.ts', import.meta.url));
    const host = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [processId]: Buffer[] = await once(host.stdout, 'data');
    await untilState(Number(processId), 'T');
    host.kill('SIGKILL');

    await expect(untilState(Number(processId), undefined)).resolves.toBeUndefined();
  });
});

describe('memory', () => {
  test('a function reports the most that one of its processes has used', async () => {
    const one = await aFunction('export const handler = async () => "small";');
    await one.invoke({});
    const used = one.memoryUsedMb();
    await one.close();

    expect(used).toBeGreaterThan(20);
    expect(used).toBeLessThan(128);
    expect(one.memoryUsedMb()).toBeGreaterThanOrEqual(used);
  });

  test('a heap that Lambda would not allow ends the process', async () => {
    const hoard = await aFunction(
      `const kept = [];
       export const handler = async () => { for (;;) kept.push(new Array(10_000).fill({})); };`,
      { memoryMb: 128 },
    );

    expect(await hoard.invoke({})).toMatchObject({ kind: 'crashed' });
  });

  test('so do buffers outside the heap', async () => {
    const hoard = await aFunction(
      'export const handler = async (megabytes) => Buffer.alloc(megabytes * 1_048_576, 1).length;',
      { memoryMb: 128 },
    );

    expect(await hoard.invoke(10)).toMatchObject({ kind: 'returned' });
    expect(await hoard.invoke(150)).toMatchObject({
      kind: 'crashed',
      reason: expect.stringMatching(/^it used \d+ MB of 128 MB$/),
    });
  });
});
