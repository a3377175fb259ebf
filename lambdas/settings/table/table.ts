import { cloudEvents } from './cloud-events.ts';
import { delivery, mappingCache, retry } from './delivery.ts';
import { entryLimits } from './entry-limits.ts';
import { errorCodes } from './error-codes.ts';
import { history } from './history.ts';
import { largeEvents } from './large-events.ts';
import { place } from './place.ts';
import { quotas, share } from './quotas.ts';
import { reconcile } from './reconcile.ts';
import { replay } from './replay.ts';
import { registration, tenantLimits } from './registration.ts';
import { signIn } from './sign-in.ts';

/**
 * Every setting. A function's code imports the sections that it uses and not this, so that its bundle
 * has no others.
 */
export const table = {
  quotas,
  share,
  entryLimits,
  largeEvents,
  retry,
  delivery,
  errorCodes,
  cloudEvents,
  mappingCache,
  history,
  replay,
  reconcile,
  tenantLimits,
  registration,
  signIn,
  place,
};
