import { randomUUID } from 'node:crypto';

import { freezerOf } from './freezer.ts';
import { functionArn } from './function-environment.ts';
import type { InvokeResult } from './invoke-result.ts';
import { kernelTellsPeaks, peakMemoryMb } from './process-memory.ts';
import type { RuntimeApi } from './runtime-api.ts';
import { endOf, passOnOutput, startProcess } from './runtime-process.ts';
import type { ProcessSettings } from './runtime-process.ts';

/** One process of a function, from its start to its end. Between two invocations it is frozen. */
export interface ExecutionEnvironment {
  /** Undefined when the process could not be started. */
  readonly processId: number | undefined;
  /** Resolves when the process has ended and all its output was passed on. */
  readonly ended: Promise<void>;
  /** Runs one invocation; a process that is still starting is waited for. */
  invoke(body: string, traceHeader: string): Promise<InvokeResult>;
  /**
   * Resolves when the process is ready for another invocation: true; or will never be: false. One which takes longer
   * for it than an invocation may is killed.
   */
  idle(): Promise<boolean>;
  peakMemoryMb(): number;
  /** Ends the process, at once if it must be; what it was running ends as crashed. */
  close(): Promise<void>;
}

/** A process may take this long before it asks for its first invocation, as in Lambda. */
const initTimeoutMs = 10_000;

/** How long a process which was asked to end may take before it is killed. */
const graceMs = 500;

/** Starts a process of a function. */
export function startExecutionEnvironment(
  settings: ProcessSettings,
  runtimeApi: RuntimeApi,
): ExecutionEnvironment {
  const { address, channel, detach } = runtimeApi.attach(functionArn(settings));
  const child = startProcess(settings, address);
  const ended = passOnOutput(child, settings.onOutput);
  const freezer = freezerOf(child);
  const timeoutMs = settings.timeoutSeconds * 1000;
  let peakMb = 0;

  async function watch() {
    channel.end({ kind: 'crashed', reason: await endOf(child) });
    detach();
  }

  function stop(result: InvokeResult) {
    channel.end(result);
    child.kill('SIGKILL');
    return result;
  }

  function measure() {
    const nowMb = kernelTellsPeaks ? peakMemoryMb(child.pid) : channel.reportedPeakMemoryMb();
    peakMb = Math.max(peakMb, nowMb);
    return peakMb;
  }

  async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
    const timer = setTimeout(stop, milliseconds, { kind: 'timedOut' });
    return await work.finally(() => clearTimeout(timer));
  }

  void watch();
  return {
    processId: child.pid,
    ended,
    idle: async () => await within(timeoutMs, channel.idle()),
    async invoke(body, traceHeader) {
      freezer.thaw();
      await within(initTimeoutMs, channel.idle());
      const deadlineMs = Date.now() + timeoutMs;
      const invocation = { requestId: randomUUID(), body, deadlineMs, traceHeader };
      const result = await within(timeoutMs, channel.invoke(invocation));
      if (measure() <= settings.memoryMb) {
        void freezer.freezeWhen(channel.idle());
        return result;
      }
      return stop({
        kind: 'crashed',
        reason: `it used ${peakMb.toFixed()} MB of ${settings.memoryMb} MB`,
      });
    },
    peakMemoryMb: measure,
    async close() {
      channel.end({ kind: 'crashed', reason: 'the function was closed' });
      freezer.thaw();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended.finally(() => clearTimeout(timer));
    },
  };
}
