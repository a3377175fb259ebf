import * as v from 'valibot';
import { objectOf, readJsonFile } from './json-file.ts';

/** Reads the faults file. Rejects with an InputError. */
export async function readFaults(path: string): Promise<Faults> {
  return await readJsonFile('--faults', path, faultsSchema);
}

const rate = v.exactOptional(
  v.pipe(
    v.number('must be a number from 0 to 1'),
    v.minValue(0, 'must be a number from 0 to 1'),
    v.maxValue(1, 'must be a number from 0 to 1'),
  ),
);

const whole = v.exactOptional(
  v.pipe(
    v.number('must be a whole number'),
    v.integer('must be a whole number'),
    v.minValue(0, 'must not be negative'),
  ),
);

const faultsSchema = objectOf({
  throttlingRate: rate,
  internalFailureRate: rate,
  requestFailureRate: rate,
  lostResponseRate: rate,
  latencyMs: whole,
  seed: whole,
});

/** What EventBridge does wrong: rates for each entry or call, a delay, and what makes it repeatable. */
export type Faults = v.InferOutput<typeof faultsSchema>;
