import * as v from 'valibot';
import { deliveryVariables } from '../delivery/settings.ts';
import { parseEnvironment } from '../settings/environment.ts';

const schema = v.object(deliveryVariables);

/** The names of the retry function's environment variables. */
export type RetryVariable = keyof typeof schema.entries;

/** Reads the retry function's environment; throws an Error that names what is wrong. */
export function parseRetryEnvironment(environment: Readonly<Record<string, string | undefined>>) {
  return parseEnvironment(schema, environment);
}
