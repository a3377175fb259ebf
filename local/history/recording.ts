import pLimit from 'p-limit';
import { historyEveryMinutes } from '../../lambdas/settings/deployment.ts';
import { Schedule } from '../reconcile/schedule.ts';
import type { Recorder } from './recorder.ts';

// Nobody wants to wait for a minute at a laptop: a run follows a second after the one before if there is
// something to record. A replay is complete when a run has found nothing more.
const everyMs = 1_000;
const everyMsWithoutMessages = 3_000;
const lookEveryMs = 500;
/** Between runs that somebody waits for. */
const againAfterMs = 100;
/** Longer than a run that crashed has the lease, and its messages are hidden. */
const clearWithinMs = 240_000;

/** The recorder at work, as its schedule would let it be. */
export interface Recording {
  /** Runs until nothing is left to record; rejects if that takes minutes. */
  untilClear(): Promise<void>;
  /** Ends the schedule. */
  stop(): Promise<void>;
}

/** What the recording needs. */
export interface RecordingContext {
  readonly recorder: Pick<Recorder, 'run'>;
  /** Whether there is something to record. */
  readonly hasMessages: () => boolean;
  /** EventBridge's clock, which may be moved; epoch milliseconds. */
  readonly clockMs: () => Promise<number>;
  readonly onFailure: (reason: string) => void;
  /** The machine's own time. */
  readonly time: {
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
  };
}

/** Runs the recorder soon after each outcome, every few seconds, and whenever EventBridge's clock has passed a minute. */
export function startRecording(context: RecordingContext): Recording {
  const stopped = new AbortController();
  const oneByOne = pLimit(1);
  const recorder = { run: () => oneByOne(() => context.recorder.run()) };
  const running = runUntil(stopped.signal, { ...context, recorder });
  return {
    async stop() {
      stopped.abort();
      await running;
    },
    untilClear: () => runUntilClear({ ...context, recorder }),
  };
}

async function runUntil(signal: AbortSignal, context: RecordingContext): Promise<void> {
  const { time } = context;
  let schedule: Schedule | undefined;
  let lastMs = time.now();
  let isWell = true;
  while (!signal.aborted) {
    await time.sleep(lookEveryMs);
    if (signal.aborted) return;
    try {
      const clockMs = await context.clockMs();
      schedule ??= new Schedule(historyEveryMinutes * 60_000, clockMs);
      const afterMs = isWell && context.hasMessages() ? everyMs : everyMsWithoutMessages;
      const isDue = schedule.isDue(clockMs) || time.now() - lastMs >= afterMs;
      if (!isDue) continue;
      isWell = (await runOnce(context)) !== 'failed';
      lastMs = time.now();
    } catch (error) {
      if (!signal.aborted) context.onFailure(String(error));
    }
  }
}

async function runUntilClear(context: RecordingContext): Promise<void> {
  const { time } = context;
  const endMs = time.now() + clearWithinMs;
  while ((await runOnce(context)) !== 'clear') {
    if (time.now() > endMs) throw new Error('the history queue does not become empty');
    await time.sleep(againAfterMs);
  }
}

/** `clear`: nothing was left to record. */
async function runOnce({
  recorder,
  onFailure,
}: RecordingContext): Promise<'clear' | 'notClear' | 'failed'> {
  const run = await recorder.run();
  if (run.kind === 'failed') {
    onFailure(run.reason);
    return 'failed';
  }
  return run.isClear ? 'clear' : 'notClear';
}
