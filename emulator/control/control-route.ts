import type { ServerResponse } from 'node:http';
import { clearFaults } from '../faults/faults.ts';
import { sendJsonArray } from '../http/json-array-stream.ts';
import { newCounters } from '../state/counters.ts';
import type { World } from '../state/world.ts';
import { changeClock, shownClock } from './clock-control.ts';
import { changeShownFaults } from './faults-control.ts';
import { sendJson, sendProblem } from './json-answer.ts';
import { deliveryText, receivedText } from './view-texts.ts';
import { shownSources } from './sources-view.ts';

/** Where the control endpoints are. */
export const CONTROL_PREFIX = '/_emulator/';

type Endpoint = (world: World, response: ServerResponse, body: string) => void | Promise<void>;

const shownFaults: Endpoint = (world, response) => sendJson(response, world.faults.settings);

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET received': (world, response) =>
    sendJsonArray(response, world.received.snapshot(), receivedText),
  'DELETE received': (world, response) => {
    world.received.clear();
    sendJson(response, []);
  },
  'GET deliveries': (world, response) =>
    sendJsonArray(response, world.deliveries.snapshot(), deliveryText),
  'DELETE deliveries': (world, response) => {
    world.deliveries.clear();
    sendJson(response, []);
  },
  'GET sources': (world, response) => sendJson(response, shownSources(world)),
  'GET counters': (world, response) => sendJson(response, world.counters),
  'DELETE counters': (world, response) => {
    world.counters = newCounters();
    sendJson(response, world.counters);
  },
  'GET clock': (world, response) => sendJson(response, shownClock(world.clock)),
  'POST clock': changeClock,
  'GET faults': shownFaults,
  'POST faults': changeShownFaults,
  'DELETE faults': (world, response, body) => {
    clearFaults(world.faults);
    return shownFaults(world, response, body);
  },
};

/** Answers one call of the control endpoints; `path` is what stands after the prefix. */
export async function answerControlCall(
  world: World,
  response: ServerResponse,
  call: { method: string; path: string; body: string },
): Promise<void> {
  const endpoint = endpoints[`${call.method} ${call.path}`];
  if (endpoint !== undefined) {
    await endpoint(world, response, call.body);
    return;
  }
  const methods = Object.keys(endpoints).filter((key) => key.endsWith(` ${call.path}`));
  if (methods.length === 0) sendProblem(response, 404, `There is no /_emulator/${call.path}.`);
  else sendProblem(response, 405, `Use one of: ${methods.join(', ')}.`);
}
