import type { InvokeResult } from './invoke-result.ts';

/** One event on its way to a process. */
interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly body: string;
  /** Epoch milliseconds at which it times out. */
  readonly deadlineMs: number;
  /** The value of X-Amzn-Trace-Id on the requests of this invocation. */
  readonly traceHeader: string;
}

interface Running {
  readonly requestId: string;
  readonly settle: (result: InvokeResult) => void;
}

/**
 * Connects one process, which asks for its next invocation, with the host, which has one from time to time.
 *
 * The host waits for `idle`, invokes, and waits for `idle` again: a process takes one invocation at a time, and a
 * process that has answered is not ready until it asks again.
 */
export class RuntimeChannel {
  #send: ((invocation: Invocation) => void) | undefined;
  #running: Running | undefined;
  #ended: InvokeResult | undefined;
  #reportedPeakMb = 0;
  #waiting: Array<(isIdle: boolean) => void> = [];

  /** Resolves with true when the process asks for an invocation, with false when it can take no more. */
  async idle(): Promise<boolean> {
    return await new Promise((resolve) => {
      if (this.#ended !== undefined) resolve(false);
      else if (this.#send !== undefined) resolve(true);
      else this.#waiting.push(resolve);
    });
  }

  /** Gives an idle process an invocation, and resolves with its result. */
  async invoke(invocation: Invocation): Promise<InvokeResult> {
    return await new Promise((settle) => {
      if (this.#ended !== undefined) return settle(this.#ended);
      if (this.#send === undefined) throw new Error('The process is not idle');
      this.#running = { requestId: invocation.requestId, settle };
      this.#send(invocation);
      this.#send = undefined;
    });
  }

  /** Marks the process as ended. What it was running, and any later invocation, ends with `result`. */
  end(result: InvokeResult): void {
    this.#ended ??= result;
    this.#running?.settle(this.#ended);
    this.#running = undefined;
    this.#wake(false);
  }

  /** The process asks for its next invocation; `send` passes it on. */
  next(send: (invocation: Invocation) => void): void {
    if (this.#ended !== undefined) return;
    this.#send = send;
    this.#wake(true);
  }

  /** The process reports its peak memory, for hosts whose kernel does not. */
  reportPeakMemoryMb(peakMb: number): void {
    this.#reportedPeakMb = peakMb;
  }

  /** The peak memory that the process last reported; 0 before the first report. */
  reportedPeakMemoryMb(): number {
    return this.#reportedPeakMb;
  }

  /** The process answers. Returns false when it is not running that request. */
  answer(requestId: string, result: InvokeResult): boolean {
    if (this.#running?.requestId !== requestId) return false;
    this.#running.settle(result);
    this.#running = undefined;
    return true;
  }

  #wake(isIdle: boolean): void {
    for (const resolve of this.#waiting) resolve(isIdle);
    this.#waiting = [];
  }
}
