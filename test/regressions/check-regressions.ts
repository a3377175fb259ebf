import type { TreeCopy } from './copy-tree.ts';
import type { Regression } from './regression.ts';
import { inject } from './inject.ts';
import { runTests, type TestRun } from './run-tests.ts';

/** What became of a injected regression. `unclear`: it could not be injected, or its tests did not run. */
export type Verdict =
  | { readonly kind: 'caught'; readonly regression: Regression; readonly by: readonly string[] }
  | { readonly kind: 'survived'; readonly regression: Regression }
  | { readonly kind: 'unclear'; readonly regression: Regression; readonly reason: string };

/**
 * Plants each regression on its own and runs its tests, in as many copies of the project at once as are
 * given. Returns the verdicts in the order of the regressions.
 */
export async function checkRegressions(
  regressions: readonly Regression[],
  copies: readonly TreeCopy[],
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const verdicts = new Map<Regression, Verdict>();
  const waiting = regressions.values();
  await Promise.all(
    copies.map(async ({ folder }) => {
      for (const regression of waiting) {
        const verdict = await check(regression, folder);
        verdicts.set(regression, verdict);
        onVerdict(verdict);
      }
    }),
  );
  return regressions.flatMap((regression) => verdicts.get(regression) ?? []);
}

async function check(regression: Regression, folder: string): Promise<Verdict> {
  try {
    const takeOut = await inject(folder, regression.edits);
    const run = await runTests(folder, regression.tests);
    await takeOut();
    return verdictOf(regression, run);
  } catch (error) {
    return { kind: 'unclear', regression, reason: String(error) };
  }
}

function verdictOf(regression: Regression, run: TestRun): Verdict {
  switch (run.kind) {
    case 'passed':
      return { kind: 'survived', regression };
    case 'failed':
      return { kind: 'caught', regression, by: run.failed };
    case 'broken':
      return { kind: 'unclear', regression, reason: run.reason };
  }
}
