import * as v from 'valibot';
import { deliveryVariables } from '../delivery/settings.ts';
import { integerVariable, parseEnvironment, urlVariable } from '../settings/environment.ts';

const schema = v.object({
  ...deliveryVariables,
  EVENTS_QUEUE_URL: urlVariable,
  EVENTS_DEAD_LETTER_QUEUE_URL: urlVariable,
  MAPPING_CACHE_SECONDS: integerVariable(0),
});

/** The names of the fan-out function's environment variables. */
export type FanOutVariable = keyof typeof schema.entries;

/** Reads the fan-out function's environment; throws an Error that names what is wrong. */
export function parseFanOutEnvironment(environment: Readonly<Record<string, string | undefined>>) {
  return parseEnvironment(schema, environment);
}
