import { replayDeployment } from '../lambdas/settings/deployment.ts';
import { environmentOf } from '../lambdas/settings/environment-of.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import {
  startQueueFunction,
  type QueueFunction,
  type QueueFunctionContext,
} from './queue-function.ts';
import type { LocalQueue } from './queues.ts';

/** Where the function that replays works: the place of every function that delivers, and the history. */
export type ReplayFunctionPlace = Parameters<typeof environmentOf<'replay'>>[1]['place'];

/** Starts the function that sends events of the history again, with its queue. */
export function startReplayFunction(
  queue: LocalQueue,
  place: ReplayFunctionPlace,
  context: QueueFunctionContext,
): QueueFunction {
  const share = { maxCallsInFlightPerRegion: replayDeployment.callsInFlightPerRegion };
  const environment = environmentOf('replay', { ...localSettings, share, place });
  return startQueueFunction('replay', queue, context, environment);
}
