import type { ServerResponse } from 'node:http';
import { clearFaults } from '../faults/faults.ts';
import { resetWorld } from '../saved/reset-world.ts';
import { newCounters } from '../state/counters.ts';
import type { World } from '../state/world.ts';
import { changeClock, shownClock } from './clock-control.ts';
import { changeShownFaults } from './faults-control.ts';
import { sendJson, sendProblem } from './json-answer.ts';
import { showDeliveries, showReceived } from './event-views.ts';
import { shownAccounts, shownSources } from './sources-view.ts';
import { replaceState, showState } from './state-control.ts';

/** The path prefix of the control endpoints. */
export const CONTROL_PREFIX = '/_emulator/';

/** A call of a control endpoint; `path` is the part after the prefix, `query` the part after the `?`. */
export type ControlCall = { method: string; path: string; query: string; body: string };

type Endpoint = (world: World, response: ServerResponse, call: ControlCall) => void | Promise<void>;

const shownFaults: Endpoint = (world, response) => sendJson(response, world.faults.settings);

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET received': (world, response, { query }) => showReceived(world, response, query),
  'DELETE received': (world, response) => {
    world.received.clear();
    sendJson(response, []);
  },
  'GET deliveries': (world, response, { query }) => showDeliveries(world, response, query),
  'DELETE deliveries': (world, response) => {
    world.deliveries.clear();
    sendJson(response, []);
  },
  'GET sources': (world, response) => sendJson(response, shownSources(world)),
  'GET accounts': (world, response) => sendJson(response, shownAccounts(world)),
  'GET counters': (world, response) => sendJson(response, world.counters),
  'DELETE counters': (world, response) => {
    world.counters = newCounters();
    sendJson(response, world.counters);
  },
  'GET clock': (world, response) => sendJson(response, shownClock(world.clock)),
  'POST clock': (world, response, { body }) => changeClock(world, response, body),
  'GET faults': shownFaults,
  'POST faults': (world, response, { body }) => changeShownFaults(world, response, body),
  'GET state': (world, response, { query }) => showState(world, response, query),
  'POST state': (world, response, { body }) => replaceState(world, response, body),
  'DELETE state': (world, response) => {
    resetWorld(world);
    sendJson(response, shownSources(world));
  },
  'DELETE faults': (world, response, call) => {
    clearFaults(world.faults);
    return shownFaults(world, response, call);
  },
};

/** Answers one call of the control endpoints. */
export async function answerControlCall(
  world: World,
  response: ServerResponse,
  call: ControlCall,
): Promise<void> {
  const endpoint = endpoints[`${call.method} ${call.path}`];
  if (endpoint !== undefined) {
    await endpoint(world, response, call);
    return;
  }
  const methods = Object.keys(endpoints).filter((key) => key.endsWith(` ${call.path}`));
  if (methods.length === 0) sendProblem(response, 404, `There is no /_emulator/${call.path}.`);
  else sendProblem(response, 405, `Use one of: ${methods.join(', ')}.`);
}
