import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { fold, foldedCodesOf } from '../../lambdas/domain/error-codes.ts';
import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';

// Half a second, then twice as long each time.
const firstDelayMs = 500;
const maxAttempts = 6;

/** What a run calls about its source. */
export interface PatientSources extends Pick<PartnerSources, 'create' | 'observe' | 'delete'> {
  /** One call, also when the run is to stop: cleaning up has a patience of its own. */
  readonly deleteOnce: PartnerSources['delete'];
}

/**
 * Calls again, with back-off, after a throttle, a fault of AWS's and silence: the reconciler of the same
 * account has the same quota.
 */
export function patientSources(
  sources: PartnerSources,
  sleep: (ms: number) => Promise<void>,
): PatientSources {
  const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (attempt === maxAttempts || !isPassing(error)) throw error;
      }
      await sleep(firstDelayMs * 2 ** (attempt - 1));
    }
  };
  return {
    create: async (...args) => await patiently(() => sources.create(...args)),
    observe: async (...args) => await patiently(() => sources.observe(...args)),
    delete: async (...args) => await patiently(() => sources.delete(...args)),
    deleteOnce: async (...args) => {
      await sources.delete(...args);
    },
  };
}

const passingCodes = foldedCodesOf(
  'throttled',
  'outOfOrder',
  'concurrentChange',
  'notConnected',
  'timedOut',
  'noAnswer',
  'reset',
  'broken',
);

function isPassing(error: unknown): boolean {
  return passingCodes.has(fold(failureOf(error).code));
}
