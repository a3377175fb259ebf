import type { InvokeResult } from './invoke-result.ts';

/** One event on its way to a process. */
interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly body: string;
  /** Epoch milliseconds at which it times out. */
  readonly deadlineMs: number;
  /** What X-Amzn-Trace-Id is to say on the requests of this invocation. */
  readonly traceHeader: string;
}

/**
 * What passes between one process, which asks for its next invocation, and the host, which has one now and then.
 *
 * The host waits for `idle`, invokes, and waits for `idle` again: a process takes one invocation at a time, and one
 * that has answered is not ready before it asks again.
 */
export interface RuntimeChannel {
  /** Resolves when the process asks for an invocation: true; or when it can no longer take any: false. */
  idle(): Promise<boolean>;
  /** Gives an idle process an invocation, and resolves with its result. */
  invoke(invocation: Invocation): Promise<InvokeResult>;
  /** Marks the process as gone. What it was running, and whatever it is given later, ends with `result`. */
  end(result: InvokeResult): void;
  /** The process asks for its next invocation, which `send` hands over. */
  next(send: (invocation: Invocation) => void): void;
  /** The process says how much memory it has had at most, for hosts where nobody else can tell. */
  reportPeakMemoryMb(peakMb: number): void;
  /** What the process last said of its memory; 0 before it has. */
  reportedPeakMemoryMb(): number;
  /** The process answers; false when it is not running that request. */
  answer(requestId: string, result: InvokeResult): boolean;
}

interface Running {
  readonly requestId: string;
  readonly settle: (result: InvokeResult) => void;
}

/** Opens the channel of a process that has not asked for anything yet. */
export function openRuntimeChannel(): RuntimeChannel {
  let send: ((invocation: Invocation) => void) | undefined;
  let running: Running | undefined;
  let ended: InvokeResult | undefined;
  let reportedPeakMb = 0;
  let waiting: Array<(idle: boolean) => void> = [];

  function wake(idle: boolean) {
    for (const resolve of waiting) resolve(idle);
    waiting = [];
  }

  return {
    idle: async () =>
      await new Promise((resolve) => {
        if (ended !== undefined) resolve(false);
        else if (send !== undefined) resolve(true);
        else waiting.push(resolve);
      }),
    invoke: async (invocation) =>
      await new Promise((settle) => {
        if (ended !== undefined) return settle(ended);
        if (send === undefined) throw new Error('The process is not idle');
        running = { requestId: invocation.requestId, settle };
        send(invocation);
        send = undefined;
      }),
    end(result) {
      ended ??= result;
      running?.settle(ended);
      running = undefined;
      wake(false);
    },
    next(handOver) {
      if (ended !== undefined) return;
      send = handOver;
      wake(true);
    },
    reportPeakMemoryMb(peakMb) {
      reportedPeakMb = peakMb;
    },
    reportedPeakMemoryMb: () => reportedPeakMb,
    answer(requestId, result) {
      if (running?.requestId !== requestId) return false;
      running.settle(result);
      running = undefined;
      return true;
    },
  };
}
