import type { Chance } from './chance.ts';
import type { FaultPlan, PlannedFault, Port } from './faults.ts';
import type { Time } from '../../lambdas/reconcile/pacer.ts';

/** A call that came to nothing, with a code as AWS's errors have one as their name. */
class CallError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/** What all execution environments of a world share. */
export interface Surroundings {
  readonly time: Time;
  readonly chance: Chance;
  readonly plan: FaultPlan;
  /** Goes into the message of every error: what must not come out again. */
  readonly errorText: string;
}

/**
 * One execution environment of a function, which may die at any call: then nothing of it goes on,
 * and what it has sent arrives all the same.
 */
export interface Environment {
  /** Epoch milliseconds, by a clock that may be minutes off. */
  readonly now: () => number;
  readonly isDead: () => boolean;
  readonly die: () => void;
  /** Resolves with `cut` when the environment dies. */
  readonly died: Promise<'cut'>;
  /**
   * Makes a call that a service `serve`s when it arrives there. Rejects when it fails or its answer
   * is lost; never settles when the environment dies first.
   */
  readonly call: <T>(
    at: Port,
    serve: (fault: PlannedFault | undefined) => T | Promise<T>,
    timeoutMs?: number,
  ) => Promise<T>;
}

const quickMs = 40;
const slowMs = 20_000;
const usualTimeoutMs = 6_000;

/** Starts an execution environment whose clock is off by `skewMs`. */
export function startEnvironment(
  { time, chance, plan, errorText }: Surroundings,
  skewMs: number,
): Environment {
  let isDead = false;
  const { promise: died, resolve } = Promise.withResolvers<'cut'>();
  const die = () => {
    isDead = true;
    resolve('cut');
  };
  const unlessDead = async () => {
    if (isDead) await new Promise<never>(() => undefined);
  };
  const fail: (code: string) => never = (code) => {
    throw new CallError(code, `${code} of the model ${errorText}`);
  };

  const call: Environment['call'] = async (at, serve, timeoutMs = usualTimeoutMs) => {
    await unlessDead();
    const { nth, fault } = plan.next(at);
    const kind = fault?.kind;
    if (kind === 'crash before') die();
    await unlessDead();
    const isTimedOut = kind === 'slow' && timeoutMs < slowMs;
    const wholeMs = isTimedOut ? timeoutMs : kind === 'slow' ? slowMs : quickMs;
    const arrivesAfterMs = Math.floor(chance(`${at} ${nth}`) * wholeMs);
    await time.sleep(arrivesAfterMs);
    if (kind === 'throttled') {
      await unlessDead();
      fail('ThrottlingException');
    }
    if (kind === 'unknown') {
      await unlessDead();
      fail('SomethingNew');
    }
    const answer = await serve(fault);
    if (kind === 'crash after') die();
    if (kind === 'slow') await time.sleep(wholeMs - arrivesAfterMs);
    await unlessDead();
    if (isTimedOut || kind === 'lost answer') fail('TimeoutError');
    return answer;
  };
  return { now: () => time.now() + skewMs, isDead: () => isDead, die, died, call };
}
