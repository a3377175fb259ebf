import { isDate } from 'node:util/types';
import { moveClock } from '../control/clock-control.ts';
import { selectReceived } from '../control/event-views.ts';
import { shownInput } from '../control/view-texts.ts';
import { shownSources } from '../control/sources-view.ts';
import type {
  DeliveredEvent,
  EmulatorControls,
  EventSelection,
  ReceivedEvent,
} from '../emulator.ts';
import { parseFaultChange } from '../faults/fault-settings.ts';
import { changeFaults, clearFaults } from '../faults/faults.ts';
import type { BusEvent } from '../put-events/bus-event.ts';
import { loadWorld } from '../saved/load-world.ts';
import { resetWorld } from '../saved/reset-world.ts';
import { saveWorld } from '../saved/save-world.ts';
import type { World } from '../state/world.ts';
import { envelopeView } from './envelope-view.ts';

/** The controls of an emulator, on its world. */
export function controlsOf(world: World): EmulatorControls {
  return {
    received: (selection = {}) => received(world, selection),
    deliveries: (selection = {}) => deliveries(world, selection),
    sources: () => shownSources(world),
    counters: () => structuredClone(world.counters),
    now: () => now(world),
    advanceClock: (seconds) => setClock(world, world.clock.nowMs() + seconds * 1000),
    setClock: (time) => setClock(world, msOf(time)),
    faults: (change = {}) => faults(world, change),
    clearFaults: () => clearFaults(world.faults),
    reset: () => resetWorld(world),
    save: (options) => saveWorld(world, options),
    load: (state) => load(world, state),
  };
}

/** Loads a saved state. Throws a TypeError that says what is wrong. */
export function load(world: World, state: unknown): void {
  const loaded = loadWorld(world, state);
  if (!loaded.ok) throw new TypeError(`The state ${loaded.reason}.`);
}

function received(world: World, selection: EventSelection): ReceivedEvent[] {
  return selectReceived(world, { ...rangeOf(selection), isWanted: isWanted(selection) }).map(
    ({ sequence, rules, item }) => ({
      sequence,
      rules,
      ...place(item),
      ...(item.entryId !== undefined && { entryId: item.entryId }),
      event: envelopeView(item),
    }),
  );
}

function deliveries(world: World, selection: EventSelection): DeliveredEvent[] {
  const wants = isWanted(selection);
  const selected = world.deliveries.select({
    ...rangeOf(selection),
    isWanted: ({ event }) => wants(event),
  });
  return selected.map(({ sequence, item: { event, rule, targetId, input } }) => ({
    sequence,
    rule,
    targetId,
    ...shownInput(input),
    ...place(event),
    event: envelopeView(event),
  }));
}

function rangeOf({ after = 0, limit = Infinity, ...others }: EventSelection) {
  // A misspelt member would select everything, and the test that has it would pass.
  const unknown = Object.keys(others).find((name) => !selecting.has(name));
  if (unknown !== undefined) throw new TypeError(`Events cannot be selected by ${unknown}.`);
  return { after, limit };
}

const selecting: ReadonlySet<string> = new Set(['account', 'region', 'bus', 'detailType']);

function isWanted({ account, region, bus, detailType }: EventSelection) {
  return (event: BusEvent) =>
    (account === undefined || event.account === account) &&
    (region === undefined || event.region === region) &&
    (bus === undefined || event.bus === bus) &&
    (detailType === undefined || event.detailType === detailType);
}

function place({ region, account, bus }: BusEvent) {
  return { region, account, bus };
}

function now({ clock }: World): Date {
  return new Date(clock.nowMs());
}

function msOf(time: unknown): number {
  if (isDate(time)) return time.getTime();
  throw new TypeError('The time of setClock must be a Date.');
}

function setClock(world: World, nowMs: number): Date {
  if (moveClock(world, nowMs)) return now(world);
  throw new RangeError('The clock must be between the years 1970 and 9999.');
}

function faults({ faults: active }: World, change: unknown) {
  const parsed = parseFaultChange(change);
  if (!parsed.ok) throw new TypeError(parsed.reason);
  changeFaults(active, parsed.change);
  return structuredClone(active.settings);
}
