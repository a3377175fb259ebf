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
  // A pause shall take effect while somebody looks at the page.
  mappingCache: { cacheSeconds: 1 },
  // A mapping is cached for 1 s, and an invocation takes a second or two.
  reconcile: { settleSeconds: 5 },
  // The recorder runs every few seconds here.
  replay: { waitSeconds: 1, restSeconds: 2 },
} as const satisfies Overrides<typeof table>;

/** The settings of local mode. */
export const localSettings = withOverrides(standardSettings, localOverrides);
