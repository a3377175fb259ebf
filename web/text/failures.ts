import type { ApiFailure } from '../api/api-result.ts';

/** Whether a call failed because the vendor keeps no history. */
export function isHistoryOff(failure: ApiFailure): boolean {
  return failure.kind === 'problem' && failure.code === 'historyOff';
}
