import { problemOf } from './problem-of.ts';

/** Something that the run is about to make. */
export interface Made {
  /** Names it: `event source aws.partner/... in eu-west-1`. */
  readonly what: string;
  /** Takes it away; there being none is no error. */
  remove(): Promise<void>;
}

/** What a run has made, and takes away again in the opposite order. */
export interface CleanUp {
  /** Call it before the thing is made: the answer to the call may be lost. */
  add(made: Made): void;
  /** Removes everything; resolves with what could not be removed, a sentence each. Never rejects. */
  run(): Promise<readonly string[]>;
}

// A passing failure is over after some seconds.
const attempts = 4;
const delayMs = 1_000;

/** @param sleep goes on when the run is stopped */
export function newCleanUp(sleep: (ms: number) => Promise<void>): CleanUp {
  const things: Made[] = [];
  return {
    add: (made) => things.push(made),
    async run() {
      const left: string[] = [];
      for (const made of things.splice(0).toReversed()) {
        const problem = await remove(made, sleep);
        if (problem !== undefined) left.push(`${made.what} is left: ${problem}`);
      }
      return left;
    },
  };
}

async function remove(
  made: Made,
  sleep: (ms: number) => Promise<void>,
): Promise<string | undefined> {
  let problem: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await sleep(delayMs * 2 ** attempt);
    try {
      await made.remove();
      return undefined;
    } catch (error) {
      problem = problemOf(error);
    }
  }
  return problem;
}
