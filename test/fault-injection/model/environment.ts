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
  /** Whether it takes long, regardless of the plan. */
  readonly isSlow?: boolean;
}

/**
 * One execution environment of a function, which may die at any call: then it stops,
 * but what it has sent still arrives.
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
  const fail = async (code: string): Promise<never> => {
    await unlessDead();
    throw new CallError(code, `${code} of the model ${errorText}`);
  };

  const call: Environment['call'] = async (at, serve, circumstances = {}) => {
    await unlessDead();
    const { nth, fault } = plan.next(at);
    if (fault?.kind === 'crash before') die();
    await unlessDead();
    const { lastsMs, refusal, isLate, isLost } = courseOf(fault, circumstances);
    const arrivesAfterMs = Math.floor(chance(`${at} ${nth}`) * lastsMs);
    await time.sleep(arrivesAfterMs);
    if (refusal !== undefined) return await fail(refusal);
    const answer = await serve(fault);
    if (fault?.kind === 'crash after') die();
    if (isLate) await time.sleep(lastsMs - arrivesAfterMs);
    if (isLost) return await fail('TimeoutError');
    await unlessDead();
    return answer;
  };
  return { now: () => time.now() + skewMs, isDead: () => isDead, die, died, call };
}

/** The codes of calls that the service refuses when they arrive. */
const refusals: ReadonlyMap<string | undefined, string> = new Map([
  ['throttled', 'ThrottlingException'],
  ['unknown', 'SomethingNew'],
]);

/** How a call goes that leaves its environment. */
interface CallCourse {
  readonly lastsMs: number;
  /** The code with which the service refuses it. */
  readonly refusal: string | undefined;
  /** Whether it ends only after all of its time, not when the service has carried it out. */
  readonly isLate: boolean;
  /** Whether its answer does not come. */
  readonly isLost: boolean;
}

function courseOf(
  fault: PlannedFault | undefined,
  { timeoutMs: allowedMs = Infinity, isSlow = false, ...usual }: CallCircumstances,
): CallCourse {
  const { usualTimeoutMs = standardTimeoutMs } = usual;
  const kind = fault?.kind ?? (isSlow ? 'slow' : undefined);
  const timeoutMs = Math.min(usualTimeoutMs, allowedMs);
  const answersAfterMs = kind === 'slow' ? slowMs : quickMs;
  const isTimedOut = timeoutMs < answersAfterMs;
  return {
    lastsMs: Math.max(0, Math.min(timeoutMs, answersAfterMs)),
    refusal: refusals.get(kind),
    isLate: kind === 'slow' || isTimedOut,
    isLost: isTimedOut || kind === 'lost answer',
  };
}
