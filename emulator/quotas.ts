/** Quotas of the service that an account can have raised, and here anyone can. */
export type Quotas = {
  /** Event buses of an account in a Region, the default bus included. */
  busesPerAccount: number;
  /** Rules of an event bus, with those of its archives. */
  rulesPerBus: number;
  targetsPerRule: number;
  /** Length of a rule's event pattern, in bytes. */
  patternBytes: number;
  /** Replays of an account in a Region that have not ended. */
  activeReplays: number;
};

/** EventBridge's quotas for a new account (user guide, eb-quota; replays: recorded by LocalStack against AWS). */
export const DEFAULT_QUOTAS: Quotas = {
  busesPerAccount: 100,
  rulesPerBus: 300,
  targetsPerRule: 5,
  patternBytes: 2048,
  activeReplays: 10,
};
