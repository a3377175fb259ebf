import type { ServerResponse } from 'node:http';
import { loadWorld } from '../saved/load-world.ts';
import { saveWorld } from '../saved/save-world.ts';
import type { World } from '../state/world.ts';
import { parseJson, sendJson, sendProblem } from './json-answer.ts';
import { shownSources } from './sources-view.ts';

/** The most bytes of a state that is posted. */
export const MAX_STATE_BYTES = 268_435_456;

/** Answers with the state to save; with `?received=true`, the received events too. */
export function showState(world: World, response: ServerResponse, query: string): void {
  if (query !== '' && query !== 'received=true' && query !== 'received=false') {
    sendProblem(response, 400, 'The only query parameter is received, which is true or false.');
    return;
  }
  sendJson(response, saveWorld(world, { received: query === 'received=true' }));
}

/** Replaces everything with a saved state, and answers with its sources. */
export function replaceState(world: World, response: ServerResponse, body: string): void {
  const loaded = loadWorld(world, parseJson(body));
  if (loaded.ok) sendJson(response, shownSources(world));
  else sendProblem(response, 400, `The state ${loaded.reason}.`);
}
