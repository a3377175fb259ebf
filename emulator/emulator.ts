import type { FaultChange, FaultSettings } from './faults/faults-view.ts';
import type { SavedState } from './saved/saved-state.ts';
import type { Counters } from './state/counters.ts';

/** An event as EventBridge sends it to a target. */
export type EventEnvelope = {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** RFC 3339, to the second. */
  time: string;
  region: string;
  resources: string[];
  /**
   * Parsed, so its numbers are those of JavaScript; `GET /_emulator/received` has the text as it was sent. An object,
   * unless `observed` lets others through.
   */
  detail: unknown;
  /** Set on an event of a replay. */
  'replay-name'?: string;
};

/** An event that a bus has received. */
export type ReceivedEvent = {
  /** Its place among all received events; no number is used twice. */
  sequence: number;
  /** The rules that sent it to a target. */
  rules: string[];
  region: string;
  account: string;
  bus: string;
  /** The EventId of its entry, where it is not the event's id. */
  entryId?: string;
  event: EventEnvelope;
};

/** An event that a rule has sent to one of its targets. */
export type DeliveredEvent = Omit<ReceivedEvent, 'rules' | 'entryId'> & {
  rule: string;
  targetId: string;
  /** What a target with an Input, InputPath or InputTransformer receives. */
  input?: string;
  /** Why such a target receives nothing. */
  inputProblem?: string;
};

/** Which events to show; without a member, all. */
export type EventSelection = {
  account?: string | undefined;
  region?: string | undefined;
  bus?: string | undefined;
  detailType?: string | undefined;
  /** Only those with a higher sequence. */
  after?: number | undefined;
  /** Only this many, the newest. */
  limit?: number | undefined;
};

/** A partner event source as its customer sees it. It is DELETED when only its bus remains. */
export type SourceView = {
  region: string;
  account: string;
  name: string;
  state: 'PENDING' | 'ACTIVE' | 'DELETED';
  hasBus: boolean;
  /** The account that created it; null for a DELETED one. */
  partnerAccount: string | null;
  creationTime: string;
  /** Null unless it is PENDING. */
  expirationTime: string | null;
};

/** What a test can do with an emulator without HTTP. The endpoints below `/_emulator/` do the same. */
export type EmulatorControls = {
  /** The events that buses have received, oldest first. */
  received(selection?: EventSelection): ReceivedEvent[];
  /** The events that rules have sent to targets, oldest first. */
  deliveries(selection?: EventSelection): DeliveredEvent[];
  /** Every source, as its customer sees it. */
  sources(): SourceView[];
  /** A copy of the running totals. */
  counters(): Counters;
  /** The emulator's time. */
  now(): Date;
  /** Moves the clock forward, or back by a negative number; returns its new time. */
  advanceClock(seconds: number): Date;
  /** Sets the clock to a time between the years 1970 and 9999; it runs on from there. */
  setClock(time: Date): Date;
  /** Changes the faults that are named and keeps the others; returns all. Throws a TypeError that names a wrong one. */
  faults(change?: FaultChange): FaultSettings;
  /** Removes all faults. */
  clearFaults(): void;
  /** Forgets everything: sources, buses, rules, events, counters and faults, and the clock is real time again. */
  reset(): void;
  /** The state, as JSON. `received`: also the events that buses have received, the newest up to about 64 MiB. */
  save(options?: { received?: boolean | undefined }): SavedState;
  /** Replaces everything with a saved state. Throws a TypeError that says what is wrong; nothing has changed then. */
  load(state: SavedState): void;
};

/** A running emulator. `await using` closes it. */
export type Emulator = EmulatorControls &
  AsyncDisposable & {
    /** The endpoint for an SDK, such as http://127.0.0.1:4610; a browser shows its page there. */
    readonly url: string;
    readonly port: number;
    /** Stops at once and closes open connections. */
    close(): Promise<void>;
  };
