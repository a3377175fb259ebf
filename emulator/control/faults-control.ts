import type { ServerResponse } from 'node:http';
import { parseFaultChange } from '../faults/fault-settings.ts';
import { changeFaults } from '../faults/faults.ts';
import type { World } from '../state/world.ts';
import { parseJson, sendJson, sendProblem } from './json-answer.ts';

/** Changes the faults that the body names, keeps the others, and answers with all of them. */
export function changeShownFaults(world: World, response: ServerResponse, body: string): void {
  const parsed = parseFaultChange(parseJson(body));
  if (!parsed.ok) {
    sendProblem(response, 400, parsed.reason);
    return;
  }
  changeFaults(world.faults, parsed.change);
  sendJson(response, world.faults.settings);
}
