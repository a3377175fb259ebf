import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { bisect, gatheredMessages, gatheringSeconds, turnSeconds } from './gathering.ts';
import { limits, waits } from './inputs.ts';
import { maxNotesPerBatch } from '../../lambdas/delivery/note-activity.ts';
import { invocationOf, mostMessages, type Invocation } from './invocation.ts';
import type { FunctionSettings } from './settings.ts';
import type { Traffic } from './traffic.ts';

/** What traffic makes of a function. All rates are by second. */
export interface Load {
  /** What it relays: all that comes, or as much as it can. */
  readonly eventsPerSecond: number;
  /** Whether it relays all that comes, with room to spare. */
  readonly isHeld: boolean;
  readonly invocation: Invocation;
  readonly invocationsPerSecond: number;
  /** Invocations at once, on average. */
  readonly concurrency: number;
  /** Execution environments at work; each has its own memory of mappings and notes. */
  readonly environments: number;
  readonly lookUpsPerSecond: number;
  readonly notesPerSecond: number;
  /** From the queue to EventBridge, the 99th percentile; undefined when it grows without end. */
  readonly delaySeconds: number | undefined;
  /** Received and not deleted. */
  readonly messagesInFlight: number;
}

/** A function that is busy for more of its concurrency than this has batches wait for it. */
const comfortable = 0.8;
/** Above this part of what it can do, no delay is stated. */
const mostOfCapacity = 0.95;
const { cacheSeconds } = standardSettings.mappingCache;
const { activityEverySeconds: noteSeconds } = standardSettings.delivery;
/** The distance of the 99th percentile: of a normal number in deviations, of an exponential one in means. */
const percentile99 = { normal: 2.33, exponential: 4.6 } as const;

/** What a function that reads the events queue has to do, and how late events get. */
export function loadOf(traffic: Traffic, settings: FunctionSettings): Load {
  const full = mostMessages(traffic, settings);
  if (settings.batchWindowSeconds === 0) return loadAtOnce(traffic, settings, full);
  const gathered = Math.min(full, gatheredMessages(traffic, settings));
  const unhurried = settle(traffic, settings, gathered);
  if (unhurried.concurrency <= comfortable * settings.maximumConcurrency) {
    return complete(traffic, settings, unhurried, true);
  }
  // Batches that wait for an invocation fill up meanwhile.
  const most = sustainedEventsPerSecond(traffic, settings);
  const isHeld = traffic.eventsPerSecond <= mostOfCapacity * most;
  const eventsPerSecond = Math.min(traffic.eventsPerSecond, most);
  return complete(
    traffic,
    settings,
    settle({ ...traffic, eventsPerSecond }, settings, full),
    isHeld,
  );
}

/**
 * The same without a window. Whoever polls takes what is there: a message alone while the pollers are mostly
 * idle, more when all are busy. Lambda has as many pollers as there may be invocations: fewer would take more
 * messages at once, which costs less.
 */
function loadAtOnce(traffic: Traffic, settings: FunctionSettings, full: number): Load {
  const most = sustainedEventsPerSecond(traffic, settings);
  const isHeld = traffic.eventsPerSecond <= mostOfCapacity * most;
  const relayed = { ...traffic, eventsPerSecond: Math.min(traffic.eventsPerSecond, most) };
  const keepsUp = (messages: number) =>
    busyPart(settle(relayed, settings, messages), settings) <= 1;
  const messages = keepsUp(1) ? 1 : bisect(1, full, keepsUp);
  return complete(traffic, settings, settle(relayed, settings, messages), isHeld);
}

/** The part of its time that each poller is with a batch. */
function busyPart(
  { invocationsPerSecond, invocation }: Settled,
  settings: FunctionSettings,
): number {
  const pollers = settings.maximumConcurrency;
  return (invocationsPerSecond * turnSeconds(invocation.seconds, settings)) / pollers;
}

/** The most events a second that a function relays when its batches are full and it never rests. */
export function sustainedEventsPerSecond(traffic: Traffic, settings: FunctionSettings): number {
  const messages = mostMessages(traffic, settings);
  const { maximumConcurrency: environments } = settings;
  let eventsPerSecond = environments * messages * traffic.eventsPerMessage;
  for (;;) {
    const { invocation } = once({ ...traffic, eventsPerSecond }, settings, messages, environments);
    const possible = (environments * invocation.events) / turnSeconds(invocation.seconds, settings);
    if (Math.abs(possible / eventsPerSecond - 1) < exactness) return possible;
    // Halfway, since the notes of a batch grow as the rate falls.
    eventsPerSecond = (eventsPerSecond + possible) / 2;
  }
}

const exactness = 1e-6;

/**
 * The most retried events a second that the retry function delivers. It remembers no mappings: a batch
 * looks up each generator that is in it. Notes are left out, since most sources were noted by others.
 */
export function sustainedRetriesPerSecond(traffic: Traffic, settings: FunctionSettings): number {
  const messages = mostMessages(traffic, settings);
  const lookUps = traffic.sources * (1 - Math.exp(-messages / traffic.sources));
  const { events, seconds } = invocationOf({ messages, lookUps, notes: 0 }, traffic, settings);
  return (settings.maximumConcurrency * events) / turnSeconds(seconds, settings);
}

type Settled = Omit<Load, 'isHeld' | 'delaySeconds' | 'messagesInFlight'>;

/** Each environment has requests of its own to the table, which make invocations longer, which may take more environments. */
function settle(traffic: Traffic, settings: FunctionSettings, messages: number): Settled {
  for (let environments = 1; ; environments += 1) {
    const settled = once(traffic, settings, messages, environments);
    if (environmentsFor(settled.concurrency, settings.maximumConcurrency) <= environments) {
      return settled;
    }
  }
}

function once(
  traffic: Traffic,
  settings: FunctionSettings,
  messages: number,
  environments: number,
): Settled {
  const { eventsPerSecond, eventsPerMessage } = traffic;
  const invocationsPerSecond = eventsPerSecond / (messages * eventsPerMessage);
  const lookUpsPerSecond = onceEach(cacheSeconds, traffic, environments);
  const notesPerSecond = Math.min(
    onceEach(noteSeconds, traffic, environments),
    maxNotesPerBatch * invocationsPerSecond,
  );
  const batch = {
    messages,
    lookUps: lookUpsPerSecond / invocationsPerSecond,
    notes: notesPerSecond / invocationsPerSecond,
  };
  const invocation = invocationOf(batch, traffic, settings);
  const concurrency = invocationsPerSecond * invocation.seconds;
  return {
    eventsPerSecond,
    invocation,
    invocationsPerSecond,
    concurrency,
    environments,
    lookUpsPerSecond,
    notesPerSecond,
  };
}

/**
 * How often a second something is done that each environment does for each source with its next event
 * once so much time has passed; events come at random.
 */
function onceEach(
  periodSeconds: number,
  { eventsPerSecond, sources }: Traffic,
  environments: number,
): number {
  const apart = (environments * sources) / eventsPerSecond;
  return (environments * sources) / (periodSeconds + apart);
}

/** Environments that Lambda starts: one for each invocation of a crowded moment; the one used last is used first. */
function environmentsFor(concurrency: number, maximumConcurrency: number): number {
  const crowded = Math.ceil(concurrency + percentile99.normal * Math.sqrt(concurrency));
  return Math.max(1, Math.min(maximumConcurrency, crowded));
}

function complete(
  traffic: Traffic,
  settings: FunctionSettings,
  settled: Settled,
  isHeld: boolean,
): Load {
  const { invocation, eventsPerSecond } = settled;
  const messagesPerSecond = eventsPerSecond / traffic.eventsPerMessage;
  // A batch that is full waits for nothing.
  const filling = (mostMessages(traffic, settings) * limits.batchesGathered) / messagesPerSecond;
  const gathering = Math.min(filling, gatheringSeconds({ ...traffic, eventsPerSecond }, settings));
  const spent = waits.receive + gathering + invocation.seconds;
  const waitSeconds = waitForInvocation(settled, settings, traffic);
  const delaySeconds = isHeld ? spent + percentile99.exponential * waitSeconds : undefined;
  return {
    ...settled,
    isHeld,
    delaySeconds,
    messagesInFlight: messagesPerSecond * (gathering + invocation.seconds),
  };
}

/** How long a batch, or a message without a window, waits for an invocation on average. */
function waitForInvocation(settled: Settled, settings: FunctionSettings, traffic: Traffic): number {
  const { concurrency, invocation, eventsPerSecond } = settled;
  const { maximumConcurrency: servers } = settings;
  if (settings.batchWindowSeconds > 0) {
    return meanWaitSeconds(concurrency / servers, invocation.seconds, servers);
  }
  const turn = turnSeconds(invocation.seconds, settings);
  // The next poller that is free takes what waits, up to ten messages.
  const busy = eventsPerSecond / sustainedEventsPerSecond(traffic, settings);
  return (busyPart(settled, settings) * turn) / servers + meanWaitSeconds(busy, turn, servers);
}

/** How long a batch waits for an invocation: Sakasegawa's approximation for random arrivals and even work. */
function meanWaitSeconds(busy: number, seconds: number, servers: number): number {
  if (busy >= 1) return Infinity;
  const crowding = busy ** (Math.sqrt(2 * (servers + 1)) - 1) / (servers * (1 - busy));
  return (crowding * seconds) / 2;
}
