import * as v from 'valibot';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { objectOf, readJsonFile } from '../../terminal/json-file.ts';

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

const wholeNumber = v.pipe(v.number('must be a whole number'), v.integer('must be a whole number'));

// A call that takes longer is given up: no event would ever have its disposition.
const maxLatencyMs = localSettings.delivery.callTimeoutMs - 1_000;
const latencyProblem = `must be a number of milliseconds from 0 to ${maxLatencyMs}`;
const latency = v.pipe(
  v.number(latencyProblem),
  v.minValue(0, latencyProblem),
  v.maxValue(maxLatencyMs, latencyProblem),
);

const faultsSchema = objectOf({
  throttlingRate: rate,
  internalFailureRate: rate,
  requestFailureRate: rate,
  lostResponseRate: rate,
  latencyMs: v.exactOptional(latency),
  seed: v.exactOptional(wholeNumber),
});

/** EventBridge's faults: rates for each entry or call, a latency, and a seed that makes them repeatable. */
export type Faults = v.InferOutput<typeof faultsSchema> & {
  /** Entries that are refused for their source; not in a faults file. */
  readonly sourceErrors?: readonly SourceError[];
};

/** How EventBridge refuses the entries of a source. */
interface SourceError {
  readonly source: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}
