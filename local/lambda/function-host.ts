import pLimit from 'p-limit';

import type { RecursiveLoop } from '../../lambdas/settings/deployment.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
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
   * @param traceHeaders of what caused the invocation; without any, a new chain of requests begins
   */
  invoke(event: unknown, traceHeaders?: readonly string[]): Promise<InvokeResult>;
  /** The most memory that any of its processes, past ones too, has had at once. */
  memoryUsedMb(): number;
  /** The processes running now. */
  processIds(): number[];
  /** Ends all processes, and waits for their end. What they were running ends as crashed. */
  close(): Promise<void>;
}

/** Makes a function ready to be invoked; no process starts before the first invocation. */
export function startFunction(options: FunctionOptions): LocalFunction {
  const pool = new ProcessPool(options);
  return {
    invoke: admitted(options, async (invocation) => await pool.run(invocation)),
    memoryUsedMb: () => pool.memoryUsedMb(),
    processIds: () => pool.processIds(),
    close: async () => await pool.close(),
  };
}

/** An invocation that may be made. */
interface Admitted {
  /** The event, as JSON text. */
  readonly body: string;
  readonly traceHeader: string;
}

/** The processes of a function: as many as are needed at once, within its concurrency. */
class ProcessPool {
  readonly #options: FunctionOptions;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #running = new Set<ExecutionEnvironment>();
  readonly #warm: ExecutionEnvironment[] = [];
  #peakOfEndedMb = 0;
  #isClosed = false;

  constructor(options: FunctionOptions) {
    this.#options = options;
    this.#limit = pLimit(options.maxConcurrency);
  }

  async run(invocation: Admitted): Promise<InvokeResult> {
    return await new Promise((settle, reject) => {
      this.#limit(() => this.#runIn(invocation, settle)).catch(reject);
    });
  }

  memoryUsedMb(): number {
    return Math.max(this.#peakOfEndedMb, ...[...this.#running].map((one) => one.peakMemoryMb()));
  }

  processIds(): number[] {
    return [...this.#running].flatMap((one) => one.processId ?? []);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#running].map(async (one) => await one.close()));
  }

  async #runIn(
    { body, traceHeader }: Admitted,
    settle: (result: InvokeResult) => void,
  ): Promise<void> {
    const warm = await this.#takeWarm();
    if (this.#isClosed) return settle({ kind: 'crashed', reason: 'the function was closed' });
    const environment = warm ?? this.#start();
    settle(await environment.invoke(body, traceHeader));
    this.#warm.push(environment);
  }

  /** The process used last. It has answered, but may be about to exit: it is usable only once it asks for more. */
  async #takeWarm(): Promise<ExecutionEnvironment | undefined> {
    for (;;) {
      const environment = this.#warm.pop();
      if (environment === undefined || (await environment.idle())) return environment;
    }
  }

  #start(): ExecutionEnvironment {
    const environment = new ExecutionEnvironment(this.#options, this.#options.runtimeApi);
    this.#running.add(environment);
    void this.#forgetWhenEnded(environment);
    return environment;
  }

  async #forgetWhenEnded(environment: ExecutionEnvironment): Promise<void> {
    await environment.ended;
    this.#running.delete(environment);
    this.#peakOfEndedMb = Math.max(this.#peakOfEndedMb, environment.peakMemoryMb());
  }
}

/** Refuses what Lambda itself does not run: an event that is too large, and a recursive loop. */
function admitted(
  options: FunctionOptions,
  run: (invocation: Admitted) => Promise<InvokeResult>,
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
