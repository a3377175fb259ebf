import {
  historyQueue,
  replayDeployment,
  visibilityTimeoutSeconds,
} from '../../../lambdas/settings/deployment.ts';
import { fakeReplayTable, fakeReplayTurns } from '../../support/fake-replay-table.ts';
import { fakeReplayClaims } from '../../support/fake-replays.ts';
import type { TableItems } from '../../support/history-table-client.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';

/** The history's table and bucket, as they are. */
export interface HistoryPlace {
  readonly items: TableItems;
  readonly objects: Map<string, Buffer>;
}

/** EventBridge took an event for a source that was PENDING; epoch milliseconds. */
export interface Drop {
  readonly sinceMs: number;
  readonly atMs: number;
}

/** EventBridge took an event while the customer's bus was there; epoch milliseconds. */
export interface Arrival {
  readonly atMs: number;
  /** The replay's id, if it is of one. */
  readonly replay: string | undefined;
}

/** A customer left what its source had missed; epoch milliseconds. */
export interface Leave {
  readonly sourceArn: string;
  readonly beganMs: number;
  /** When it took effect at the latest; Infinity while it is under way. */
  endedMs: number;
  /** Whether it was answered with success; otherwise it may have had an effect. */
  isSure: boolean;
}

/** What reached a customer of an event, and what did not. */
export interface Reception {
  /** Times that EventBridge took it while the customer's bus was there. */
  received: number;
  readonly arrivals: Arrival[];
  /** When EventBridge took it and dropped it. */
  readonly drops: Drop[];
  /** Whether the history refused a row of it, which was counted. */
  isRowLost: boolean;
  /** When it was held, epoch milliseconds. */
  readonly heldMs: number[];
}

/** What of a world is only there because of the history. */
export interface HistoryWorld {
  readonly historyQueue: SimulatedQueue;
  readonly replayQueue: SimulatedQueue;
  /** What the recorder has recorded. */
  readonly recorded: HistoryPlace;
  readonly replays: ReturnType<typeof emptyReplays>;
  /** How often each row came to be on the history queue, by its name. */
  readonly rowsQueued: Map<string, number>;
  /** What reached the customers, by pair, and what did not. */
  readonly receptions: Map<string, Reception>;
  readonly leaves: Leave[];
  /** Until when a customer deleted a registration the last time, by source ARN; epoch milliseconds. */
  readonly deletions: Map<string, number>;
  /** Runs of the recorder that answered. */
  recorderRuns: number;
}

/** Nothing is recorded, and nothing replayed. */
export function emptyHistoryWorld(clock: VirtualClock): HistoryWorld {
  return {
    historyQueue: new SimulatedQueue(clock, {
      name: 'rows',
      visibilityTimeoutMs: historyQueue.visibilitySeconds * 1000,
      maxReceiveCount: historyQueue.maxReceiveCount,
    }),
    replayQueue: new SimulatedQueue(clock, {
      name: 'step',
      visibilityTimeoutMs: visibilityTimeoutSeconds(replayDeployment) * 1000,
      maxReceiveCount: replayDeployment.maxReceiveCount,
    }),
    recorded: { items: new Map(), objects: new Map() },
    replays: emptyReplays(),
    rowsQueued: new Map(),
    receptions: new Map(),
    leaves: [],
    deletions: new Map(),
    recorderRuns: 0,
  };
}

/** The replays of all tenants, as they are. */
function emptyReplays() {
  return { table: fakeReplayTable(), turns: fakeReplayTurns(), claims: fakeReplayClaims() };
}
