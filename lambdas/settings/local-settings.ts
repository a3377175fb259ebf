import type { Overrides } from './setting.ts';
import { standardSettings, withOverrides } from './standard-settings.ts';
import type { table } from './table/table.ts';

/** In what local mode differs from a stage that sets nothing. */
export const localOverrides = {
  // Nobody waits at a laptop for a quarter of an hour.
  retry: { maxDelaySeconds: 4 },
  delivery: {
    // So that an EventBridge can be asked for that is slow and answers all the same.
    callTimeoutMs: 10_000,
    // What somebody does at the console is to be seen there.
    activityEverySeconds: 1,
  },
} as const satisfies Overrides<typeof table>;

/** The settings of local mode. */
export const localSettings = withOverrides(standardSettings, localOverrides);
