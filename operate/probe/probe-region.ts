import type { ObservedRegion } from '../../emulator/observed/observed.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';
import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import { newBudget, type BudgetLimits } from './budget.ts';
import { newCleanUp } from './clean-up.ts';
import type { CustomerSide } from './customer-side.ts';
import {
  measureDeletedSource,
  measureEntryCases,
  measureMissingSource,
  measureNesting,
} from './measure-answers.ts';
import { measureEventId } from './measure-event-id.ts';
import { measureLatency } from './measure-latency.ts';
import { measureSizes } from './measure-sizes.ts';
import { measureThrottling } from './measure-throttling.ts';
import { withoutPrivate } from './observed-answers.ts';
import { createOwnSource } from './own-source.ts';
import { patientPut } from './patient-put.ts';
import { patientSources } from './patient-sources.ts';
import { problemOf } from './problem-of.ts';
import { ownNames, type Effort, type ProbeContext, type ProbeTime } from './probe-context.ts';
import { openWire } from './wire.ts';

/** What a run needs in each Region. */
export interface RegionServices {
  readonly partnerName: string;
  /** Names the run, and begins with `fanout-validate-`. */
  readonly run: string;
  readonly account: string;
  /** The detail type of all entries. */
  readonly detailType: string;
  readonly customer: CustomerSide | undefined;
  readonly sources: PartnerSources;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Rejects when the signal aborts, if it is given one. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly effort: Effort;
  readonly limits: BudgetLimits;
  readonly expected: ProbeContext['expected'];
  readonly show: (what: string) => void;
}

/** What came of a Region. */
export interface RegionRun {
  readonly region: string;
  /** Undefined if nothing could be observed. */
  readonly observed: ObservedRegion | undefined;
  /** Whether all was observed that was looked for. */
  readonly isWhole: boolean;
  /** Why nothing was observed, a sentence without a full stop. */
  readonly problem: string | undefined;
  readonly calls: number;
  readonly bytes: number;
  /** What could not be removed, a sentence each. */
  readonly left: readonly string[];
}

/** Observes a Region with a source of its own, which is gone afterwards. Never rejects. */
export async function probeRegion(region: string, services: RegionServices): Promise<RegionRun> {
  const { signal, now, sleep, limits } = services;
  const budget = newBudget(limits);
  const cleanUp = newCleanUp(sleep);
  const notes: string[] = [];
  let observed: ObservedRegion | undefined;
  let problem: string | undefined;
  let isWhole = false;
  try {
    const wire = await openWire(region, { budget, signal, now });
    try {
      const context = contextOf({ region, wire, cleanUp, notes }, services);
      const measured = await measureAll(context);
      ({ isWhole } = measured);
      observed = { ...measured.observed, ...(notes.length > 0 && { notes }) };
    } finally {
      wire.close();
    }
  } catch (error) {
    problem = signal.aborted ? 'the run was stopped' : problemOf(error);
  }
  services.show('cleaning up');
  const left = await cleanUp.run();
  const sent = { calls: budget.calls(), bytes: budget.bytes() };
  return { region, observed, isWhole, problem, ...sent, left };
}

type OfRegion = Pick<ProbeContext, 'region' | 'wire' | 'cleanUp'> & { readonly notes: string[] };

function contextOf(
  { notes, ...ofRegion }: OfRegion,
  { partnerName, signal, now, sleep, ...services }: RegionServices,
): ProbeContext {
  const nameOf = (resource: string) =>
    sourceName(partnerName, `${services.run}/${resource}`, services.account);
  const time: ProbeTime = { now, sleep: (ms) => sleep(ms, signal) };
  const head = {
    source: nameOf('probe'),
    detailType: services.detailType,
    // Entries have whole seconds, as the product's do.
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  const missingSource = nameOf('never-created');
  const own = ownNames({ head, missingSource, account: services.account });
  return {
    ...services,
    ...ofRegion,
    signal,
    time,
    head,
    missingSource,
    sources: patientSources(services.sources, time.sleep),
    put: patientPut(ofRegion.wire.put, time.sleep),
    note: (text) => notes.push(withoutPrivate(text, own)),
  };
}

type Measurement = (context: ProbeContext) => Promise<ObservedRegion>;

// The last one takes the source away.
const measurements: Readonly<Record<string, Measurement>> = {
  'the source that does not exist': measureMissingSource,
  'the largest entry and request': measureSizes,
  'malformed entries': measureEntryCases,
  nesting: measureNesting,
  latency: measureLatency,
  throttling: measureThrottling,
  'the event’s id': measureEventId,
  'the deleted source': measureDeletedSource,
};

async function measureAll(
  context: ProbeContext,
): Promise<Pick<RegionRun, 'isWhole'> & { readonly observed: ObservedRegion }> {
  const observed = await createOwnSource(context);
  let isWhole = true;
  for (const [what, measure] of Object.entries(measurements)) {
    try {
      Object.assign(observed, await measure(context));
    } catch (error) {
      context.signal.throwIfAborted();
      isWhole = false;
      context.note(`${what} could not be observed: ${problemOf(error)}`);
    }
  }
  return { observed, isWhole };
}
