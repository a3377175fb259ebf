import { quietWaitSeconds } from '../../local/lambda/batch-pump.ts';
import { limits, waits } from './inputs.ts';
import type { FunctionSettings } from './settings.ts';
import type { Traffic } from './traffic.ts';

type Window = Pick<FunctionSettings, 'batchWindowSeconds'>;

/** Messages that come while a batch is gathered, which begins with its first message. */
export function gatheredMessages(traffic: Traffic, { batchWindowSeconds }: Window): number {
  return 1 + ratePerBatch(traffic) * batchWindowSeconds;
}

/**
 * How long a poller is with a batch. With a window it gathers the next one meanwhile; without one it comes
 * back for it, and makes no more receives a second than AWS says of it.
 */
export function turnSeconds(invocationSeconds: number, { batchWindowSeconds }: Window): number {
  if (batchWindowSeconds > 0) return invocationSeconds;
  return Math.max(invocationSeconds + waits.poll, 1 / limits.receivesPerPoller);
}

/**
 * How long a message waits for others in its batch, the 99th percentile. When the window is over the batch
 * waits for the next message, or until Lambda's 20 seconds have passed since its first one: what "very low
 * traffic" is AWS does not say, and this is the mechanism that explains it (`local/lambda/batch-pump.ts`).
 */
export function gatheringSeconds(traffic: Traffic, { batchWindowSeconds }: Window): number {
  if (batchWindowSeconds === 0) return 0;
  const longest = Math.max(batchWindowSeconds, quietWaitSeconds);
  const rate = ratePerBatch(traffic);
  const batch = {
    rate,
    windowSeconds: batchWindowSeconds,
    afterSeconds: longest - batchWindowSeconds,
  };
  return bisect(0, longest, (seconds) => partThatWaits(seconds, batch) <= 0.01);
}

/** The part of the messages that wait longer: of the first one of each batch, and of those that come during the window. */
function partThatWaits(
  seconds: number,
  { rate, windowSeconds, afterSeconds }: Record<'rate' | 'windowSeconds' | 'afterSeconds', number>,
): number {
  const first = waitsAfter(seconds - windowSeconds, rate, afterSeconds);
  // These wait for a part of the window, as often a long one as a short one, and for what follows.
  const from = Math.max(0, seconds - windowSeconds);
  const to = Math.max(from, Math.min(seconds, afterSeconds));
  const certain = Math.max(0, windowSeconds - seconds);
  const others = certain + (Math.exp(-rate * from) - Math.exp(-rate * to)) / rate;
  return (first + rate * others) / (1 + rate * windowSeconds);
}

/** The part of the batches that wait longer than this after their window: no message comes in it. */
function waitsAfter(seconds: number, rate: number, longest: number): number {
  if (seconds < 0) return 1;
  return seconds < longest ? Math.exp(-rate * seconds) : 0;
}

/** The least value between two at which something holds that then holds of all greater ones. */
export function bisect(least: number, greatest: number, holds: (value: number) => boolean): number {
  let [from, to] = [least, greatest];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (from + to) / 2;
    if (holds(middle)) to = middle;
    else from = middle;
  }
  return to;
}

/** Messages a second that come to one of the batches that Lambda gathers at a time. */
function ratePerBatch({ eventsPerSecond, eventsPerMessage }: Traffic): number {
  return eventsPerSecond / eventsPerMessage / limits.batchesGathered;
}
