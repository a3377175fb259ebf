import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { runDue } from '../due/run-due.ts';
import type { Clock } from '../state/clock.ts';
import type { World } from '../state/world.ts';
import { parseJson, sendJson, sendProblem } from './json-answer.ts';

const LAST_MS = Date.UTC(9999, 11, 31);

const move = v.union([
  v.strictObject({
    advanceSeconds: v.number(),
  }),
  v.strictObject({ now: v.pipe(v.string(), v.isoTimestamp()) }),
]);

/** Moves the clock by seconds or to a time, does what is due then, and answers with its new time. */
export function changeClock(world: World, response: ServerResponse, body: string): void {
  const { clock } = world;
  const parsed = v.safeParse(move, parseJson(body));
  if (!parsed.success) {
    const forms = '{"advanceSeconds": <number>} or {"now": "<ISO 8601 time>"}';
    sendProblem(response, 400, `To move the clock, send ${forms}.`);
    return;
  }
  const nowMs =
    'now' in parsed.output
      ? Date.parse(parsed.output.now)
      : clock.nowMs() + parsed.output.advanceSeconds * 1000;
  if (moveClock(world, nowMs)) sendJson(response, shownClock(clock));
  else sendProblem(response, 400, 'The clock must be between the years 1970 and 9999.');
}

/** Sets the clock; false, and it stays, for a time that it cannot have. */
export function moveClock(world: World, nowMs: number): boolean {
  if (!(nowMs >= 0 && nowMs <= LAST_MS)) return false;
  world.clock.setNow(nowMs);
  runDue(world);
  return true;
}

/** The emulator's time and its offset from real time. */
export function shownClock(clock: Clock) {
  return { now: new Date(clock.nowMs()).toISOString(), offsetSeconds: clock.offsetMs / 1000 };
}
