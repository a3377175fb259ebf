import type { OperationName } from '../operations/operation-names.ts';

/** An error of one source. `rate` is a probability. */
export type SourceError = {
  source: string;
  errorCode: string;
  errorMessage?: string | undefined;
  rate: number;
};

/** An error of the calls that name one source; without a code they are never answered. */
export type SourceCallError = Omit<SourceError, 'errorCode'> & { errorCode?: string | undefined };

/** The settings of the faults. `emulator/README.md` describes each one; rates are probabilities. */
export type FaultSettings = {
  throttlingRate: number;
  internalFailureRate: number;
  requestFailureRate: number;
  requestThrottlingRate: number;
  lostResponseRate: number;
  latencyMs: number;
  /** Null: at random. */
  seed: number | null;
  operations: (OperationName | '*')[];
  sourceErrors: SourceError[];
  sourceCalls: SourceCallError[];
  rateQuota: { requestsPerSecond: number; burst: number } | null;
};

/** A change of the faults: what it does not name stays. The rate of a source's error is 1 by default. */
export type FaultChange = Partial<
  Omit<FaultSettings, 'sourceErrors' | 'sourceCalls'> & {
    sourceErrors: (Omit<SourceError, 'rate'> & { rate?: number })[];
    sourceCalls: (Omit<SourceCallError, 'rate'> & { rate?: number })[];
  }
>;
