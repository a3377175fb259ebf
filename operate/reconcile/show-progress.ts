import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { Progress } from '../progress.ts';

/** The same sources, showing how many were checked. */
export function showingProgress(sources: PartnerSources, progress: Progress): PartnerSources {
  let checked = 0;
  return {
    ...sources,
    observe: async (region, name, timeoutMs) => {
      checked += 1;
      progress.show(`${checked.toLocaleString('en-US')} sources checked`);
      return await sources.observe(region, name, timeoutMs);
    },
  };
}
