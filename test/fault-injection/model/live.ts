import { sourceOf } from '../../support/customer.ts';
import type { History } from './history.ts';
import { judgeWorld } from './invariants/at-rest.ts';
import { judgeHistory } from './invariants/recorded.ts';
import { judgeLinks } from './invariants/links.ts';
import { judgeMissed } from './invariants/missed.ts';
import { reconcileOnce } from './outside.ts';
import { feedFunctions } from './feed-functions.ts';
import { runRecorder } from './recording.ts';
import { untilAtRest } from './rest.ts';
import { register, takeStep } from './steps.ts';
import { wishes } from './wishes.ts';
import { worldOf, type World, type WorldOptions } from './world.ts';

const minuteMs = 60_000;

/**
 * Runs a history, and on until nothing changes any more, with the reconciler running, and holds
 * the world against the invariants.
 */
export async function live(history: History, options: WorldOptions = {}): Promise<World> {
  const world = worldOf(history, options);
  await world.time.runUntil(through(world));
  return world;
}

async function through(world: World): Promise<void> {
  const { history, time, surroundings, eventBridge, payloads } = world;
  await arrange(world);
  feedFunctions(world);
  runRecorder(world);
  const underWay: Promise<unknown>[] = [];
  for (const [index, { afterSeconds, step }] of history.steps.entries()) {
    await time.sleep(afterSeconds * 1000);
    underWay.push(takeStep(step, { world, index }));
  }
  await Promise.all(underWay);
  const outageMinutes = history.steps.map(({ step }) => ('minutes' in step ? step.minutes : 0));
  await time.sleep(Math.max(0, ...outageMinutes) * minuteMs);
  surroundings.plan.pause();
  eventBridge.mend();
  payloads.outage = undefined;
  await untilAtRest(world);
  // Two passes, after the longest time that a registration takes.
  for (let pass = 0; pass < 2; pass += 1) {
    await time.sleep(40 * minuteMs);
    await reconcileOnce(world);
  }
  await untilAtRest(world);
  judgeWorld(world);
  await judgeLinks(world);
  await judgeMissed(world);
  await untilAtRest(world);
  await judgeHistory(world);
}

/** The registrations before any fault. */
async function arrange(world: World): Promise<void> {
  const { surroundings, registry, history } = world;
  surroundings.plan.pause();
  for (const { wish: index, isAccepted } of history.setup.registered) {
    const wish = wishes[index];
    if (wish === undefined) continue;
    await register(index, wish, { world, index });
    if (isAccepted) registry.sources.accept(wish.region, sourceOf(wish).name);
  }
  surroundings.plan.resume();
}
