import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { Progress } from '../progress.ts';

/** The sources, which show how many were asked about. */
export function showingProgress(sources: PartnerSources, progress: Progress): PartnerSources {
  let asked = 0;
  return {
    ...sources,
    observe: async (region, name, timeoutMs) => {
      asked += 1;
      progress.show(`${asked.toLocaleString('en-US')} sources asked about`);
      return await sources.observe(region, name, timeoutMs);
    },
  };
}
