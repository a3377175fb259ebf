import * as fc from 'fast-check';
import type { ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import type { RegionFailure } from '../../../tools/simulators/event-bridge.ts';
import { faultsOf, type PlannedFault, type Port } from './faults.ts';
import type { S3Failure } from './payloads/payload-place.ts';
import { referenceKinds } from './payloads/planned-reference.ts';
import type { PlannedElement } from './published.ts';
import { modelGenerators, modelRegions, wishes } from './wishes.ts';

/**
 * What a customer does about its source's history: it pauses the source or goes on, has what it missed sent or
 * leaves it, drops what waits to be tried again, has everything of a time sent again, or cancels a replay.
 */
export const historySteps = [
  'pause',
  'resume',
  'send missed',
  'leave missed',
  'skip backlog',
  'replay',
  'cancel',
] as const;
export type HistoryStepKind = (typeof historySteps)[number];

/** One thing that happens from outside. `wish`: which of {@link wishes}. */
export type Step =
  | { readonly kind: 'publish'; readonly messages: readonly (readonly PlannedElement[])[] }
  | {
      readonly kind: 'register' | 'delete' | 'recreate' | 'look' | 'test event';
      readonly wish: number;
    }
  | {
      readonly kind: 'change types';
      readonly wish: number;
      readonly detailTypes: readonly string[] | null;
    }
  /** The customer creates the bus, or deletes it; or the source vanishes behind the vendor's back. */
  | { readonly kind: 'accept' | 'leave' | 'lose source'; readonly wish: number }
  /** The source vanishes, an event comes for it, and this long after that it is registered again. */
  | { readonly kind: 'replace'; readonly wish: number; readonly afterMs: number }
  | { readonly kind: HistoryStepKind; readonly wish: number }
  | { readonly kind: 'reconcile' }
  /** S3 fails. */
  | { readonly kind: 'outage of S3'; readonly how: S3Failure; readonly minutes: number }
  | {
      readonly kind: 'outage';
      readonly region: string;
      readonly how: RegionFailure;
      readonly minutes: number;
    };

/** A step, and how long after the one before it. */
export interface TimedStep {
  readonly afterSeconds: number;
  readonly step: Step;
}

/** How a history's functions are set up. */
export interface Setup {
  /** `standard`: the retry policy of a deployed stage, 24 hours. `short`: half an hour, for many events. */
  readonly policy: 'standard' | 'short';
  /** Small requests and entries, or those of a deployed stage. */
  readonly limits: 'narrow' | 'standard';
  /** `patient`: one call at once to a Region, of two entries, which may take 30 s: two slow ones end the time. */
  readonly calls: 'usual' | 'patient';
  /** Deliveries of one message that an invocation makes: what is more is divided. */
  readonly maxDeliveriesPerMessage: number;
  /** Deliveries that an invocation takes at once for a Region: what it does not take goes back in parts. */
  readonly windowEntries: number;
  /** Messages in a batch at the most. */
  readonly batchSize: number;
  readonly orphan: Pick<ReconcilePolicy, 'orphan' | 'orphanGraceHours'>;
  /** What becomes of large events; relayed by reference by default. */
  readonly largeEvents?: 'byReference' | 'no';
  /** How late the key for links is written; it is there from the beginning by default. */
  readonly linkKeyAfterSeconds?: number;
  /** Clocks of execution environments are off by these, in turn, in minutes. */
  readonly skewMinutes: readonly number[];
  /** The registrations at the start, and whether the customer has accepted them. */
  readonly registered: readonly { readonly wish: number; readonly isAccepted: boolean }[];
}

/** All that happens, and all that goes wrong. */
export interface History {
  readonly setup: Setup;
  readonly steps: readonly TimedStep[];
  readonly faults: readonly PlannedFault[];
  /** For jitter and latencies. */
  readonly seed: number;
}

const maxEvents = 200;
const maxEventsOfStandardPolicy = 6;
const detailTypes = ['push', 'issues.opened'] as const;

const anyWish = fc.nat(wishes.length - 1);

const anyElement: fc.Arbitrary<PlannedElement> = fc.oneof(
  {
    weight: 19,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      generator: fc.constantFrom(...modelGenerators),
      detailType: fc.constantFrom(...detailTypes),
      filling: fc.constantFrom(10, 10, 10, 10, 10, 10, 1_500, 5_000),
      hasTime: fc.boolean(),
      reference: fc.oneof(
        { weight: 12, arbitrary: fc.constant(undefined) },
        { weight: 2, arbitrary: fc.constant('right' as const) },
        { weight: 2, arbitrary: fc.constantFrom(...referenceKinds) },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'junk' as const }) },
);

const anyPublishing = fc.record({
  kind: fc.constant('publish' as const),
  messages: fc.array(fc.array(anyElement, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
    size: 'max',
  }),
});

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: anyPublishing },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('register', 'register', 'delete', 'recreate', 'look', 'test event'),
      wish: anyWish,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('change types' as const),
      wish: anyWish,
      detailTypes: fc.constantFrom(null, ['push'], ['issues.opened']),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('accept', 'accept', 'leave', 'lose source'),
      wish: anyWish,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      wish: anyWish,
      // A batch is gathered for a second: that is when its calls meet those of the registration.
      afterMs: fc.integer({ min: 800, max: 1_400 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('pause', 'pause', 'resume', 'send missed', ...historySteps),
      wish: anyWish,
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'reconcile' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('outage of S3' as const),
      how: fc.constantFrom('failing' as const, 'slow' as const),
      minutes: fc.constantFrom(1, 5, 15, 40, 1_600),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('outage' as const),
      region: fc.constantFrom(...modelRegions),
      how: fc.constantFrom('throttling', 'failing', 'unknown', 'mute', 'slow', 'slow', 'slow'),
      minutes: fc.constantFrom(1, 5, 15, 40, 1_600),
    }),
  },
);

const anyTimedStep: fc.Arbitrary<TimedStep> = fc.record({
  afterSeconds: fc.constantFrom(0, 0, 0.02, 0.1, 1, 5, 40, 400),
  step: anyStep,
});

// Where most calls are made, most faults happen.
const busyPorts = [
  'put',
  'send retries',
  'send dead letters',
  'send unreadable',
  'send parts',
  'look up',
  'retire',
  'note',
  'store payload',
  'look at payload',
  'read link key',
  'send history',
  'receive history',
  'write chunks',
  'recorder state',
  'replays',
  'receive',
  'acknowledge',
] as const satisfies readonly Port[];

const anyPort: fc.Arbitrary<Port> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...busyPorts) },
  { weight: 1, arbitrary: fc.constantFrom(...ports()) },
);

const anyFault: fc.Arbitrary<PlannedFault> = anyPort.chain((at) =>
  fc.record({
    at: fc.constant(at),
    nth: fc.oneof(fc.nat(2), fc.nat(12), fc.nat(60)),
    kind: fc.constantFrom(...faultsOf[at]),
    entry: fc.nat(19),
  }),
);

const anySetup: fc.Arbitrary<Setup> = fc.record({
  policy: fc.constantFrom('short', 'short', 'short', 'short', 'short', 'standard'),
  limits: fc.constantFrom('standard', 'narrow'),
  calls: fc.constantFrom('usual', 'patient'),
  maxDeliveriesPerMessage: fc.constantFrom(2_000, 2_000, 3, 1),
  windowEntries: fc.constantFrom(1_000, 3),
  batchSize: fc.constantFrom(10, 100, 1_000, 3, 1),
  orphan: fc.constantFrom<Setup['orphan'][]>(
    { orphan: 'report', orphanGraceHours: 0 },
    { orphan: 'adopt', orphanGraceHours: 0 },
    { orphan: 'delete', orphanGraceHours: 1 },
  ),
  largeEvents: fc.constantFrom('byReference', 'byReference', 'byReference', 'byReference', 'no'),
  linkKeyAfterSeconds: fc.constantFrom(0, 0, 0, 30, 600),
  // Lambda’s clocks differ by milliseconds; nothing must be lost if one is broken.
  skewMinutes: fc.oneof(
    fc.array(fc.constantFrom(0, 0, -0.001, 0.001), { minLength: 1, maxLength: 6 }),
    fc.array(fc.constantFrom(0, 0, -10, 10), { minLength: 1, maxLength: 6 }),
  ),
  registered: fc.uniqueArray(fc.record({ wish: anyWish, isAccepted: fc.boolean() }), {
    selector: ({ wish }) => wish,
    maxLength: wishes.length,
    size: 'max',
  }),
});

/** Histories of any kind, of up to 200 events. */
export const anyHistory: fc.Arbitrary<History> = fc
  .record({
    setup: anySetup,
    steps: fc.array(anyTimedStep, { maxLength: 45, size: 'max' }),
    faults: fc.array(anyFault, { maxLength: 120, size: 'max' }),
    seed: fc.nat(),
  })
  .map(withinBounds);

function ports(): readonly Port[] {
  return Object.keys(faultsOf).filter(isPort);
}

function isPort(name: string): name is Port {
  return Object.hasOwn(faultsOf, name);
}

/** Later events than are allowed are left out, and outages longer than an event of the policy waits. */
function withinBounds(history: History): History {
  const isStandard = history.setup.policy === 'standard';
  let left = isStandard ? maxEventsOfStandardPolicy : maxEvents;
  const longest = isStandard ? Infinity : 40;
  const steps = history.steps.map((timed): TimedStep => {
    const { step } = timed;
    if (step.kind === 'outage' || step.kind === 'outage of S3') {
      return { ...timed, step: { ...step, minutes: Math.min(step.minutes, longest) } };
    }
    if (step.kind !== 'publish') return timed;
    const messages = step.messages.filter((elements) => {
      left -= elements.length;
      return left >= 0;
    });
    return { ...timed, step: { ...step, messages } };
  });
  return { ...history, steps };
}

/** How many events a history publishes. */
export function eventsOf({ steps }: Pick<History, 'steps'>): number {
  const counts = steps.map(({ step }) => {
    if (step.kind === 'replace') return 1;
    if (step.kind !== 'publish') return 0;
    return step.messages.flat().filter(({ kind }) => kind === 'event').length;
  });
  return counts.reduce((total, count) => total + count, 0);
}
