import * as fc from 'fast-check';
import { anyHistory, eventsOf, type History } from './history.ts';
import { live } from './live.ts';
import type { Invariant } from './violations.ts';
import type { World, WorldOptions } from './world.ts';

/** A history after which some invariant does not hold. */
export class BrokenInvariantsError extends Error {
  override readonly name = 'BrokenInvariantsError';
  readonly invariants: readonly Invariant[];

  constructor({ violations }: Pick<World, 'violations'>) {
    const lines = violations
      .slice(0, shown)
      .map(({ invariant, text }) => `  ${invariant}: ${text}`);
    const more = violations.length > shown ? [`  and ${violations.length - shown} more`] : [];
    super([`invariants that do not hold:`, ...lines, ...more].join('\n'));
    this.invariants = violations.map(({ invariant }) => invariant);
  }
}

const shown = 8;

/** That the invariants hold after any history; `onWorld` sees each world that was lived through. */
export function invariantsHold(
  options: WorldOptions = {},
  onWorld: (world: World, history: History) => void = () => undefined,
): fc.IAsyncProperty<[History]> {
  return fc.asyncProperty(anyHistory, async (history) => {
    const world = await live(history, options);
    onWorld(world, history);
    if (world.violations.length > 0) throw new BrokenInvariantsError(world);
  });
}

/** What the histories contained, and their results. */
export interface Figures {
  histories: number;
  events: number;
  /** Pairs of an event and a source that were to have a disposition. */
  pairs: number;
  invocations: number;
  calls: number;
  faults: number;
  /** Invocations that died or timed out. */
  cut: number;
  /** How often a function ran in one chain of requests, at the most: Lambda stops others after 16. */
  mostRounds: number;
  taken: number;
  /** Entries that EventBridge took for a source that nobody had accepted. */
  takenWhilePending: number;
  deadLettered: number;
  dropped: number;
  /** Parts of messages that were put back on the events queue, and those of them that had no time. */
  parts: number;
  partsOfRegions: number;
  /** Deliveries that had no time, and went to the retry queue. */
  postponed: number;
  /** Times that EventBridge took a pair again. */
  takenAgain: number;
  /** Stubs that EventBridge took, tries to store a detail, and events that were refused for their details. */
  stubs: number;
  detailsPut: number;
  refused: number;
  /** Rows on the history queue, those of held deliveries among them, and rows that it refused. */
  rows: number;
  held: number;
  rowsLost: number;
  /** Runs of the recorder that answered. */
  recorderRuns: number;
  /** Replays, and the entries of theirs that EventBridge took. */
  replays: number;
  replayed: number;
  /** Entries that reached a customer only because it asked for what it had missed. */
  regained: number;
  virtualHours: number;
  /** How often each fault happened, by `<await>: <kind>`. */
  readonly faultsMet: Map<string, number>;
}

/** Figures of nothing yet. */
export function newFigures(): Figures {
  return {
    histories: 0,
    events: 0,
    pairs: 0,
    invocations: 0,
    calls: 0,
    faults: 0,
    cut: 0,
    mostRounds: 0,
    taken: 0,
    takenWhilePending: 0,
    deadLettered: 0,
    dropped: 0,
    parts: 0,
    partsOfRegions: 0,
    postponed: 0,
    takenAgain: 0,
    stubs: 0,
    detailsPut: 0,
    refused: 0,
    rows: 0,
    held: 0,
    rowsLost: 0,
    recorderRuns: 0,
    replays: 0,
    replayed: 0,
    regained: 0,
    virtualHours: 0,
    faultsMet: new Map(),
  };
}

/** Adds a world to figures. */
export function addWorld(figures: Figures, world: World, history: History, startMs: number): void {
  const { invocations, surroundings, retryDeadLetters, eventDeadLetters, dropped } = world;
  const takes = takesOf(world);
  const taken = sum(takes.values());
  const total = figures;
  total.histories += 1;
  total.events += eventsOf(history);
  total.pairs += takes.size;
  total.invocations += invocations.length;
  total.calls += surroundings.plan.calls();
  total.cut += invocations.filter(({ end }) => end.kind === 'cut').length;
  for (const { round } of invocations) total.mostRounds = Math.max(total.mostRounds, round);
  total.taken += taken;
  total.takenWhilePending += world.eventBridge.pendingTaken;
  total.deadLettered += retryDeadLetters.length + eventDeadLetters.length;
  total.dropped += sum(dropped.values());
  total.postponed += world.postponed;
  const parts = [...world.published.values()].filter(({ isPart }) => isPart);
  total.parts += parts.length;
  total.partsOfRegions += parts.filter(({ scope }) => scope.regions !== undefined).length;
  total.takenAgain += taken - [...takes.values()].filter((count) => count > 0).length;
  total.stubs += world.payloads.stubsTaken;
  for (const { puts, answered } of invocations) {
    total.detailsPut += sum(puts.values());
    total.refused += answered.refused;
  }
  addHistory(total, world);
  total.virtualHours += (world.time.now() - startMs) / 3_600_000;
  for (const [name, count] of surroundings.plan.met) {
    total.faults += count;
    total.faultsMet.set(name, (total.faultsMet.get(name) ?? 0) + count);
  }
}

function addHistory(figures: Figures, { invocations, rowsQueued, replays, ...world }: World): void {
  const total = figures;
  total.rows += sum(rowsQueued.values());
  total.recorderRuns += world.recorderRuns;
  total.replays += replays.table.all().length;
  for (const { answered, pairs, of } of invocations) {
    total.held += answered.held;
    total.rowsLost += answered.rowsLost;
    if (of === 'replay') for (const { taken } of pairs.values()) total.replayed += taken;
  }
  for (const { received, heldMs, drops } of world.receptions.values()) {
    if (received > 0 && heldMs.length + drops.length > 0) total.regained += 1;
  }
}

/** How often EventBridge took each pair. */
function takesOf({ invocations }: World): ReadonlyMap<string, number> {
  const takes = new Map<string, number>();
  for (const { pairs } of invocations) {
    for (const [pair, { taken }] of pairs) takes.set(pair, (takes.get(pair) ?? 0) + taken);
  }
  return takes;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
