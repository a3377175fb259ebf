import { deliverySections } from '../delivery/settings.ts';
import { environmentReader } from '../settings/read-settings.ts';

/** Reads the retry function's environment; throws an Error that names what is wrong. */
export const parseRetryEnvironment = environmentReader(deliverySections, 'retry');
