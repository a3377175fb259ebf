import type { TreeCopy } from './copy-tree.ts';
import type { Mistake } from './regression.ts';
import { plant } from './plant.ts';
import { runTests, type TestRun } from './run-tests.ts';

/** What became of a planted mistake. `unclear`: it could not be planted, or its tests did not run. */
export type Verdict =
  | { readonly kind: 'caught'; readonly mistake: Mistake; readonly by: readonly string[] }
  | { readonly kind: 'survived'; readonly mistake: Mistake }
  | { readonly kind: 'unclear'; readonly mistake: Mistake; readonly reason: string };

/**
 * Plants each mistake by itself and runs its tests, in as many copies of the project at once as are
 * given. Returns the verdicts in the order of the mistakes.
 */
export async function checkMistakes(
  mistakes: readonly Mistake[],
  copies: readonly TreeCopy[],
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const verdicts = new Map<Mistake, Verdict>();
  const waiting = mistakes.values();
  await Promise.all(
    copies.map(async ({ folder }) => {
      for (const mistake of waiting) {
        const verdict = await check(mistake, folder);
        verdicts.set(mistake, verdict);
        onVerdict(verdict);
      }
    }),
  );
  return mistakes.flatMap((mistake) => verdicts.get(mistake) ?? []);
}

async function check(mistake: Mistake, folder: string): Promise<Verdict> {
  try {
    const takeOut = await plant(folder, mistake.edits);
    const run = await runTests(folder, mistake.tests);
    await takeOut();
    return verdictOf(mistake, run);
  } catch (error) {
    return { kind: 'unclear', mistake, reason: String(error) };
  }
}

function verdictOf(mistake: Mistake, run: TestRun): Verdict {
  switch (run.kind) {
    case 'passed':
      return { kind: 'survived', mistake };
    case 'failed':
      return { kind: 'caught', mistake, by: run.failed };
    case 'broken':
      return { kind: 'unclear', mistake, reason: run.reason };
  }
}
