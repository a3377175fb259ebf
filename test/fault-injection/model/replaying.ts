import { replayWaker } from '../../../lambdas/aws/wake-replay.ts';
import type { Replay } from '../../../lambdas/domain/history/replay.ts';
import type { ReplayTable, WakeReplay } from '../../../lambdas/ports/replays.ts';
import type { ReplayClaims } from '../../../lambdas/ports/replay-claims.ts';
import { replayHandler } from '../../../lambdas/replay/handler.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { deliveringServices } from './delivering.ts';
import type { Environment } from './environment.ts';
import { historyReaderPort } from './history-place.ts';
import type { Invocation } from './invocation.ts';
import { controlsPort, queuePort } from './ports.ts';
import type { Delivering } from './queue-handler.ts';
import type { World } from './world.ts';

/** The Region of the model's only data plane. */
const dataPlane = 'us-east-1';

function asItIs<T>(sound: T): T {
  return sound;
}

/** Replays as an environment reaches them; a replay that it reads is no part of the table's. */
export function replaysPort(
  { call }: Environment,
  { replays: { table }, options }: World,
): ReplayTable {
  const { replays: wrap = asItIs } = options.sabotage ?? {};
  return wrap({
    create: (replay: Replay) => call('replays', () => table.create(replay)),
    find: (tenant, id) => call('replays', () => table.find(tenant, id)),
    list: (tenant, query) => call('replays', () => table.list(tenant, query)),
    save: (replay) => call('replays', () => table.save(replay)),
    requestCancel: (tenant, id) => call('replays', () => table.requestCancel(tenant, id)),
  });
}

/** The claims of sources as an environment reaches them. */
export function claimsPort({ call }: Environment, { replays: { claims } }: World): ReplayClaims {
  return {
    claim: (...given) => call('claim source', () => claims.claim(...given)),
    replace: (...given) => call('claim source', () => claims.replace(...given)),
  };
}

/** The replay queue as an environment writes to it. */
export function wakePort(environment: Environment, world: World): WakeReplay {
  return replayWaker(
    queuePort(environment, world, 'wake replay', (message) => world.replayQueue.send(message)),
  );
}

/** The readers of the only Region that has a data plane. */
export function readersPort(environment: Environment, world: World) {
  return new Map([[dataPlane, historyReaderPort(environment, world)]]);
}

/** Starts an environment of the replay function; `idle` is its state until its first invocation. */
export function startReplaying(idle: Invocation, world: World): Delivering {
  const plain = world.start();
  const { turns } = world.replays;
  const delivering: Delivering = {
    environment: { ...plain, call: (...given) => noting(plain.call(...given)) },
    invocation: idle,
    handle: async (event, context) => await handle(event, context),
  };
  async function noting<T>(calling: Promise<T>): Promise<T> {
    try {
      return await calling;
    } catch (error) {
      delivering.invocation.hasFailedCalls = true;
      throw error;
    }
  }
  const { environment } = delivering;
  const { call } = environment;
  const controls = controlsPort(environment, world);
  const handle = replayHandler({
    ...deliveringServices(delivering, world),
    replays: replaysPort(environment, world),
    turns: {
      ask: (...given) => call('turns', () => turns.ask(...given)),
      giveBack: (...given) => call('turns', () => turns.giveBack(...given)),
    },
    wake: wakePort(environment, world),
    async missedSent(mapping, time) {
      await controls.control(mapping, { kind: 'missedDecided', ...time });
    },
    readers: readersPort(environment, world),
    eventsWaiting: () => call('count waiting', () => world.eventsQueue.visible()),
    replaySettings: {
      ...standardSettings.replay,
      settleSeconds: standardSettings.reconcile.settleSeconds,
      pageEvents: pageEventsOf(world),
    },
    reportEntries: () => undefined,
    reportEnded: () => undefined,
  });
  return delivering;
}

/** So few that replays have several pages, where the history's other limits are narrow too. */
function pageEventsOf({ history: { setup } }: World): number {
  return setup.limits === 'narrow' ? 3 : standardSettings.replay.pageEvents;
}
