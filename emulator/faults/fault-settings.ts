import * as v from 'valibot';
import { isJsonObject } from '../json-object.ts';
import { operationNames } from '../operations/operation-names.ts';
import type { FaultSettings } from './faults-view.ts';

const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const MAX_LATENCY_MS = 600_000;

const sourceError = v.strictObject({
  source: v.string(),
  errorCode: v.pipe(v.string(), v.minLength(1)),
  errorMessage: v.optional(v.string()),
  rate: v.optional(rate, 1),
});

const sourceCall = v.strictObject({
  source: v.string(),
  errorCode: v.optional(v.pipe(v.string(), v.minLength(1))),
  errorMessage: v.optional(v.string()),
  rate: v.optional(rate, 1),
});

const rateQuota = v.strictObject({
  requestsPerSecond: v.pipe(v.number(), v.minValue(0)),
  burst: v.pipe(v.number(), v.minValue(0)),
});

/** All settings of the faults. */
export const faultSettings = v.strictObject({
  throttlingRate: rate,
  internalFailureRate: rate,
  requestFailureRate: rate,
  requestThrottlingRate: rate,
  lostResponseRate: rate,
  latencyMs: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_LATENCY_MS)),
  seed: v.nullable(v.pipe(v.number(), v.safeInteger())),
  operations: v.array(v.picklist([...operationNames, '*'])),
  sourceErrors: v.array(sourceError),
  sourceCalls: v.array(sourceCall),
  rateQuota: v.nullable(rateQuota),
});

/** No faults. */
export const noFaults: FaultSettings = {
  throttlingRate: 0,
  internalFailureRate: 0,
  requestFailureRate: 0,
  requestThrottlingRate: 0,
  lostResponseRate: 0,
  latencyMs: 0,
  seed: null,
  operations: ['PutPartnerEvents'],
  sourceErrors: [],
  sourceCalls: [],
  rateQuota: null,
};

/** Reads a change of the faults. For a wrong one, the reason is one line that names the field. */
export function parseFaultChange(
  body: unknown,
): { ok: true; change: Partial<FaultSettings> } | { ok: false; reason: string } {
  if (!isJsonObject(body)) return { ok: false, reason: 'The faults must be a JSON object.' };
  const parsed = v.safeParse(v.partial(faultSettings), body);
  if (parsed.success) {
    const given = Object.entries(parsed.output).filter(([, value]) => value !== undefined);
    return { ok: true, change: Object.fromEntries(given) };
  }
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? 'the faults';
  if (issue.expected === 'never') return { ok: false, reason: `Unknown field: ${field}.` };
  return { ok: false, reason: `Invalid value of ${field}: ${issue.message}.` };
}
