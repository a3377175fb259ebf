import type { Log } from '../../lambdas/delivery/ports.ts';
import type { PartnerSources } from '../../lambdas/reconcile/ports.ts';
import { LiveLine, type Output } from '../live-line.ts';

const progressAfterMs = 2_000;

/** The sources, which show how many were asked about once a run takes long, until `finish`. */
export function showProgress(sources: PartnerSources, output: Output) {
  const live = new LiveLine(output, Date.now);
  const startedAtMs = Date.now();
  let asked = 0;
  const isLong = () => Date.now() - startedAtMs >= progressAfterMs;
  return {
    sources: {
      ...sources,
      observe: async (region: string, name: string) => {
        asked += 1;
        if (isLong()) live.show(`${asked.toLocaleString('en-US')} sources asked about`);
        return await sources.observe(region, name);
      },
    },
    finish: () => {
      if (isLong()) live.finish();
    },
  };
}

/** What the reconciler warns of, a line each; what it merely tells is in the report. */
export function logTo(output: Output): Log {
  const write = (message: string, fields: Record<string, unknown>) => {
    const told = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    output.write(`${[message, ...told].join(' ')}\n`);
  };
  return { info: () => undefined, warn: write, error: write };
}
