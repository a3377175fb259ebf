import type { Quotas } from './quotas.ts';
import type { SavedState } from './saved/saved-state.ts';

/**
 * What a real account saw of EventBridge's partner API: the content of a `stages/<stage>.observed.json`. The README's
 * "Answers that were seen" describes its Regions. The emulator checks it when it starts.
 */
export type ObservedFile = {
  readonly version: 1;
  readonly observedAt: string;
  readonly regions: Readonly<Record<string, object>>;
};

/** The emulator's options. All have a default. */
export type EmulatorOptions = {
  /** Address to listen on. Default 127.0.0.1: nothing outside this machine can reach it. */
  host?: string | undefined;
  /**
   * Names by which callers may know the emulator besides `host`, 127.0.0.1, localhost and [::1], such as a container's.
   * A call with another Host is refused: it may come from a web page whose name points here.
   */
  allowedHosts?: readonly string[] | undefined;
  /** Port to listen on. Default 0: any free port, reported by `Emulator.port`. */
  port?: number | undefined;
  /** Days a partner event source may stay PENDING before it is deleted. Default 7, the onboarding guide's number. */
  pendingDays?: number | undefined;
  /** SQS endpoint for events to SQS targets, such as http://127.0.0.1:4566. Without it they are only recorded. */
  sqsEndpoint?: string | undefined;
  /**
   * Endpoint that stands for Lambda, such as http://127.0.0.1:3001: events for a function are posted to its Invoke,
   * `/2015-03-31/functions/<name>/invocations`, asynchronously. Without it they are only recorded.
   */
  lambdaEndpoint?: string | undefined;
  /** Maximum size of a PutPartnerEvents entry, in bytes of its event's JSON. Default 1,048,576. */
  maxEntryBytes?: number | undefined;
  /** Maximum total size of the entries of one PutPartnerEvents call, in bytes. Default 1,048,576. */
  maxRequestBytes?: number | undefined;
  /** What a real account saw: the emulator answers as AWS did. The options above have priority. Default: nothing. */
  observed?: ObservedFile | undefined;
  /**
   * What happens to a PutPartnerEvents request in which no entry is complete: it is refused, or each of its entries
   * fails. It has priority over `observed`. Default: refuse.
   */
  incompleteRequest?: 'refuse' | 'fail' | undefined;
  /** Quotas other than a new account's. */
  quotas?: { [Name in keyof Quotas]?: number | undefined } | undefined;
  /** Roughly how many bytes each view keeps; beyond it, it discards the oldest events. Default 1 GiB. */
  maxViewBytes?: number | undefined;
  /** The account of a caller whose access key id is not an account number. Default 999999999999. */
  partnerAccount?: string | undefined;
  /** What `save()` of an emulator has given: this one starts with it. Default: nothing has happened yet. */
  state?: SavedState | undefined;
  /** The real time, in milliseconds since 1970. Default `Date.now`; tests replace it. */
  realNowMs?: (() => number) | undefined;
};
