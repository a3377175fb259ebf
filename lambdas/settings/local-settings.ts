import type { Overrides } from './setting.ts';
import { standardSettings, withOverrides } from './standard-settings.ts';
import type { table } from './table/table.ts';

/** How local mode differs from a stage with the defaults. */
export const localOverrides = {
  // Nobody wants to wait a quarter of an hour at a laptop.
  retry: { maxDelaySeconds: 4 },
  delivery: {
    // A fault can make EventBridge slow, and it must still answer in time.
    callTimeoutMs: 10_000,
    // The console must soon show what somebody did there.
    activityEverySeconds: 1,
  },
  replay: {
    // The recorder runs every few seconds here.
    waitSeconds: 1,
    restSeconds: 2,
    // A mapping is still cached for 30 s.
    recordedAfterSeconds: 35,
  },
} as const satisfies Overrides<typeof table>;

/** The settings of local mode. */
export const localSettings = withOverrides(standardSettings, localOverrides);
