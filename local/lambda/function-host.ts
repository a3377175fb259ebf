import pLimit from 'p-limit';

import type { RecursiveLoop } from '../../lambdas/settings/deployment.ts';
import { startExecutionEnvironment } from './execution-environment.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { functionArn } from './function-environment.ts';
import { maxPayloadBytes } from './invoke-result.ts';
import type { InvokeResult } from './invoke-result.ts';
import { guardInvocation } from './recursion-guard.ts';
import type { RuntimeApi } from './runtime-api.ts';
import { failure } from './runtime-payloads.ts';
import type { ProcessSettings } from './runtime-process.ts';

/** A function to run: its bundle, and the settings it has in Lambda. */
export interface FunctionOptions extends ProcessSettings {
  readonly runtimeApi: RuntimeApi;
  /** The most processes at once. */
  readonly maxConcurrency: number;
  /** `Terminate` by default, as in Lambda. */
  readonly recursiveLoop?: RecursiveLoop;
}

/** A function that can be invoked. Its processes start when they are needed and stay warm. */
export interface LocalFunction {
  /**
   * Runs the handler on an event, after a wait when all processes are busy. Never rejects for what a function does.
   *
   * @param traceHeaders of what caused the invocation; none begins a new chain of requests
   */
  invoke(event: unknown, traceHeaders?: readonly string[]): Promise<InvokeResult>;
  /** The most memory that any of its processes, past ones too, has had at once. */
  memoryUsedMb(): number;
  /** The processes running now. */
  processIds(): number[];
  /** Ends all processes, and waits until they are gone. What they were running ends as crashed. */
  close(): Promise<void>;
}

/** Makes a function ready to be invoked; no process starts before the first invocation. */
export function startFunction(options: FunctionOptions): LocalFunction {
  const limit = pLimit(options.maxConcurrency);
  const running = new Set<ExecutionEnvironment>();
  const warm: ExecutionEnvironment[] = [];
  let peakOfEnded = 0;
  let closed = false;

  function start(): ExecutionEnvironment {
    const environment = startExecutionEnvironment(options, options.runtimeApi);
    running.add(environment);
    void forgetWhenEnded(environment);
    return environment;
  }

  async function forgetWhenEnded(environment: ExecutionEnvironment): Promise<void> {
    await environment.ended;
    running.delete(environment);
    peakOfEnded = Math.max(peakOfEnded, environment.peakMemoryMb());
  }

  /** The one used last. It has answered, but is of use only when it asks for more: it may be about to exit. */
  async function takeWarm(): Promise<ExecutionEnvironment | undefined> {
    for (;;) {
      const environment = warm.pop();
      if (environment === undefined || (await environment.idle())) return environment;
    }
  }

  async function run(
    { body, traceHeader }: Admitted,
    settle: (result: InvokeResult) => void,
  ): Promise<void> {
    const warmOne = await takeWarm();
    if (closed) return settle({ kind: 'crashed', reason: 'the function was closed' });
    const environment = warmOne ?? start();
    settle(await environment.invoke(body, traceHeader));
    warm.push(environment);
  }

  return {
    invoke: admitted(
      options,
      async (work) =>
        await new Promise((settle, reject) => {
          limit(run, work, settle).catch(reject);
        }),
    ),
    memoryUsedMb: () => Math.max(peakOfEnded, ...[...running].map((one) => one.peakMemoryMb())),
    processIds: () => [...running].flatMap((one) => one.processId ?? []),
    async close() {
      closed = true;
      await Promise.all([...running].map(async (one) => await one.close()));
    },
  };
}

/** An invocation that may be made. */
interface Admitted {
  /** The event, as JSON text. */
  readonly body: string;
  readonly traceHeader: string;
}

/** Refuses what Lambda itself does not run: an event that is too large, and a recursive loop. */
function admitted(
  options: FunctionOptions,
  run: (work: Admitted) => Promise<InvokeResult>,
): LocalFunction['invoke'] {
  const { recursiveLoop = 'Terminate' } = options;
  const guarded = { functionArn: functionArn(options), recursiveLoop };
  return async (event, traceHeaders = []) => {
    const body = JSON.stringify(event ?? null);
    const bytes = Buffer.byteLength(body);
    if (bytes > maxPayloadBytes) {
      return failure(
        'RequestTooLargeException',
        `The payload of ${bytes} bytes exceeds ${maxPayloadBytes}`,
      );
    }
    return await guardInvocation(guarded, traceHeaders, (traceHeader) =>
      run({ body, traceHeader }),
    );
  };
}
