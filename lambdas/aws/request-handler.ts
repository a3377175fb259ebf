import { keptConnections } from './connections.ts';

/** How the clients of queues and the table wait: a call that takes longer is given up and made again by the SDK. */
export const requestHandler = {
  ...keptConnections(),
  connectionTimeout: 1_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;
