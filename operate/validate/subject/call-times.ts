/**
 * How long a call of an SDK's client waits, by its request handler; without it that is for ever. The longest answer is that
 * of the registration function, which has 29 s.
 */
export const callTimes = {
  connectionTimeout: 5_000,
  requestTimeout: 35_000,
  throwOnRequestTimeout: true,
} as const;
