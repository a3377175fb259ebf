/** What kills, and when. */
export interface KillPlan {
  readonly kills: number;
  /** The kills are spread over the feeding of this many events, so that a slow machine has no more of them. */
  readonly events: number;
  /** How many events were fed so far. */
  readonly fed: () => number;
  readonly random: () => number;
  /** The processes that may be killed now. */
  readonly processIds: () => readonly number[];
  readonly kill: (processId: number) => void;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Stops the killing. */
  readonly signal: AbortSignal;
}

const lookEveryMs = 20;
/** A kill comes up to so much after its event: longer than a batch is gathered, so that any moment of it may be hit. */
const maxDelayMs = 2_000;

/**
 * Kills processes at random moments, each process as likely as any other, at work or not: as they would die by
 * themselves. Resolves with the number of kills.
 */
export async function killAtRandom(plan: KillPlan): Promise<number> {
  const { kills, events, fed, random, processIds, kill, sleep, signal } = plan;
  const moments = Array.from({ length: kills }, () => random() * events).toSorted((a, b) => a - b);
  const killed = new Set<number>();
  // A process that was killed a moment ago may still be listed.
  const alive = () => processIds().filter((processId) => !killed.has(processId));
  const until = async (isSo: () => boolean) => {
    while (!signal.aborted && !isSo()) await sleep(lookEveryMs);
  };
  const killOne = async (moment: number, delayMs: number) => {
    await until(() => fed() >= moment);
    await sleep(delayMs);
    await until(() => alive().length > 0);
    const candidates = alive();
    const victim = candidates[Math.floor(random() * candidates.length)];
    if (signal.aborted || victim === undefined) return;
    killed.add(victim);
    kill(victim);
  };
  await Promise.all(moments.map((moment) => killOne(moment, random() * maxDelayMs)));
  return killed.size;
}
