import type { Log } from '../../lambdas/ports/delivery.ts';

const silent = () => undefined;

/** A log that nobody reads. */
export const silentLog: Log = { info: silent, warn: silent, error: silent };
