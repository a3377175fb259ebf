import type { CleanUp } from './clean-up.ts';
import type { CustomerSide } from './customer-side.ts';
import type { OwnNames } from './observed-answers.ts';
import type { PatientSources } from './patient-sources.ts';
import type { PutPatiently } from './patient-put.ts';
import type { EntryHead } from './probe-entry.ts';
import type { Wire } from './wire.ts';

/** Time as a run knows it. */
export interface ProbeTime {
  /** A clock that only goes forward, milliseconds. */
  readonly now: () => number;
  /** Rejects when the run is to stop. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How much a run does. */
export interface Effort {
  /** The largest entry or request that is tried, in bytes. */
  readonly ceilingBytes: number;
  /** The deepest nesting that is tried. */
  readonly deepestLevels: number;
  /** Requests whose time is taken, of one entry and of 20. */
  readonly timedCalls: number;
  /** Requests a second while throttling is looked for, and for how long. */
  readonly requestsPerSecond: number;
  readonly throttlingSeconds: number;
}

/** What measuring in a Region needs. */
export interface ProbeContext {
  readonly region: string;
  /** Names the run, and what it makes in a Region. */
  readonly run: string;
  /** The account for which the run's sources are. */
  readonly account: string;
  /** The customer's side, if the run may act there. */
  readonly customer: CustomerSide | undefined;
  /** Of the run's own source, which exists while it is measured. */
  readonly head: EntryHead;
  /** A name of the run's own under which there never is a source. */
  readonly missingSource: string;
  readonly wire: Wire;
  readonly put: PutPatiently;
  readonly sources: PatientSources;
  readonly time: ProbeTime;
  /** Aborts when the operator stops the run. */
  readonly signal: AbortSignal;
  readonly effort: Effort;
  /** Where the limits may be, by the stage. */
  readonly expected: { readonly maxEntryBytes: number; readonly maxRequestBytes: number };
  /** What is to be taken away again when the Region is done with. */
  readonly cleanUp: CleanUp;
  /** Says what is done now. */
  readonly show: (what: string) => void;
  /** Writes down what is worth knowing, a sentence without a full stop. */
  readonly note: (text: string) => void;
}

/** The run's own names, which are not written down. */
export function ownNames({
  head,
  missingSource,
  account,
}: Pick<ProbeContext, 'head' | 'missingSource' | 'account'>): OwnNames {
  return { sources: [head.source, missingSource], account };
}
