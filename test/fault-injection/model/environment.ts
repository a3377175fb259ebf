import type { Chance } from '../../../tools/simulators/chance.ts';
import type { FaultPlan, PlannedFault, Port } from './faults.ts';
import type { Time } from '../../../lambdas/ports/time.ts';

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

/** What of a call is not as usual. */
interface CallCircumstances {
  /** The longest that it may take, where that is less than its client allows. */
  readonly timeoutMs?: number | undefined;
  /** The longest that its client allows. */
  readonly usualTimeoutMs?: number;
  /** Whether it takes long, whatever the plan says. */
  readonly isSlow?: boolean;
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
    circumstances?: CallCircumstances,
  ) => Promise<T>;
}

const quickMs = 40;
const slowMs = 20_000;
const standardTimeoutMs = 6_000;

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

  const call: Environment['call'] = async (at, serve, circumstances = {}) => {
    await unlessDead();
    const { nth, fault } = plan.next(at);
    const { usualTimeoutMs = standardTimeoutMs, isSlow = false } = circumstances;
    const timeoutMs = Math.min(usualTimeoutMs, circumstances.timeoutMs ?? Infinity);
    const kind = fault?.kind ?? (isSlow ? 'slow' : undefined);
    if (kind === 'crash before') die();
    await unlessDead();
    const lastsMs = kind === 'slow' ? slowMs : quickMs;
    const isTimedOut = timeoutMs < lastsMs;
    const wholeMs = Math.max(0, Math.min(timeoutMs, lastsMs));
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
    if (kind === 'slow' || isTimedOut) await time.sleep(wholeMs - arrivesAfterMs);
    await unlessDead();
    if (isTimedOut || kind === 'lost answer') fail('TimeoutError');
    return answer;
  };
  return { now: () => time.now() + skewMs, isDead: () => isDead, die, died, call };
}
