import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';

import { freezerOf, type Freezer } from './freezer.ts';
import { functionArn } from './function-environment.ts';
import type { InvokeResult } from './invoke-result.ts';
import { kernelReportsPeaks, peakMemoryMb } from './process-memory.ts';
import type { RuntimeApi } from './runtime-api.ts';
import type { RuntimeChannel } from './runtime-channel.ts';
import { endOf, passOnOutput, startProcess } from './runtime-process.ts';
import type { ProcessSettings } from './runtime-process.ts';

/** A process may take this long before it asks for its first invocation, as in Lambda. */
const initTimeoutMs = 10_000;

/** How long a process that was asked to end may take before it is killed. */
const graceMs = 500;

/** One process of a function, from its start to its end. It is frozen between invocations. */
export class ExecutionEnvironment {
  /** Resolves when the process has ended and all its output was passed on. */
  readonly ended: Promise<void>;
  readonly #settings: ProcessSettings;
  readonly #channel: RuntimeChannel;
  readonly #child: ChildProcess;
  readonly #freezer: Freezer;
  #peakMb = 0;

  /** Starts the process. */
  constructor(settings: ProcessSettings, runtimeApi: RuntimeApi) {
    const { address, channel, detach } = runtimeApi.attach(functionArn(settings));
    const child = startProcess(settings, address);
    this.ended = passOnOutput(child, settings.onOutput);
    this.#settings = settings;
    this.#channel = channel;
    this.#child = child;
    this.#freezer = freezerOf(child);
    void this.#watch(child, detach);
  }

  /** Undefined when the process could not be started. */
  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** Runs one invocation. Waits for a process that is still starting. */
  async invoke(body: string, traceHeader: string): Promise<InvokeResult> {
    const { memoryMb } = this.#settings;
    this.#freezer.thaw();
    await this.#within(initTimeoutMs, this.#channel.idle());
    const deadlineMs = Date.now() + this.#timeoutMs;
    const invocation = { requestId: randomUUID(), body, deadlineMs, traceHeader };
    const result = await this.#within(this.#timeoutMs, this.#channel.invoke(invocation));
    const peakMb = this.peakMemoryMb();
    if (peakMb > memoryMb) {
      const reason = `it used ${peakMb.toFixed()} MB of ${memoryMb} MB`;
      return this.#stop({ kind: 'crashed', reason });
    }
    void this.#freezer.freezeWhen(this.#channel.idle());
    return result;
  }

  /**
   * Resolves with true when the process is ready for another invocation, with false when it never will be. A process
   * that takes longer than an invocation may is killed.
   */
  async idle(): Promise<boolean> {
    return await this.#within(this.#timeoutMs, this.#channel.idle());
  }

  /** The most memory that the process has had at once, in MB. */
  peakMemoryMb(): number {
    const nowMb = kernelReportsPeaks
      ? peakMemoryMb(this.#child.pid)
      : this.#channel.reportedPeakMemoryMb();
    this.#peakMb = Math.max(this.#peakMb, nowMb);
    return this.#peakMb;
  }

  /** Ends the process, by force after a short grace. What it was running ends as crashed. */
  async close(): Promise<void> {
    this.#channel.end({ kind: 'crashed', reason: 'the function was closed' });
    this.#freezer.thaw();
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    await this.ended.finally(() => clearTimeout(timer));
  }

  async #watch(child: Parameters<typeof endOf>[0], detach: () => void): Promise<void> {
    this.#channel.end({ kind: 'crashed', reason: await endOf(child) });
    detach();
  }

  get #timeoutMs(): number {
    return this.#settings.timeoutSeconds * 1000;
  }

  async #within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#stop({ kind: 'timedOut' }), milliseconds);
    return await work.finally(() => clearTimeout(timer));
  }

  #stop(result: InvokeResult): InvokeResult {
    this.#channel.end(result);
    this.#child.kill('SIGKILL');
    return result;
  }
}
