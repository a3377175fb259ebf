import { historySink } from '../../../lambdas/aws/history/history-sink.ts';
import { readWireMessage } from '../../../lambdas/aws/history/wire-message.ts';
import type { HistoryRow } from '../../../lambdas/domain/history/row.ts';
import type { HistoryRecord, HistorySink } from '../../../lambdas/ports/history.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import { objectsPort } from './history-place.ts';
import { factsOf, pairName } from './invocation.ts';
import { receptionOf } from './listening.ts';
import { queuePort } from './ports.ts';
import type { Delivering } from './queue-handler.ts';
import type { World } from './world.ts';

/** What tells a row of the history from others. */
export function rowName(sourceArn: string, row: HistoryRow): string {
  const { eventId, trigger, replay, outcome, attempts, atMs } = row;
  return JSON.stringify([sourceArn, eventId, trigger, replay ?? '', outcome, attempts, atMs]);
}

/**
 * The history as a function that delivers reaches it, by the deployed adapter. A held row on the history
 * queue is a disposition of its pair; one that arrived without an answer may have a second one.
 */
export function sinkPort(at: Delivering, world: World): HistorySink {
  const { environment } = at;
  const { options, recorded } = world;
  const log = options.log ?? silentLog;
  const objects = objectsPort(environment.call, recorded);
  const sinkOf = (onArrived: (body: string) => void) =>
    historySink({
      queue: queuePort(environment, world, 'send history', (message) => {
        world.historyQueue.send(message);
        onArrived(message.body);
      }),
      objects,
      log,
      now: environment.now,
    });
  return {
    keepBodies: (events, time) => sinkOf(() => undefined).keepBodies(events, time),
    async record(records, time) {
      const arrived = new Map<string, number>();
      const taken = await sinkOf((body) => noteArrived(body, arrived, at, world)).record(
        records,
        time,
      );
      for (const [index, record] of records.entries()) {
        noteAnswer(record, { isTaken: taken[index] === true, arrived }, at, world);
      }
      return taken;
    },
  };
}

/** A message is on the history queue: from now on the history must have its rows. */
function noteArrived(
  body: string,
  arrived: Map<string, number>,
  { invocation }: Delivering,
  world: World,
): void {
  for (const { sourceArn, row } of readWireMessage(body).rows) {
    const name = rowName(sourceArn, row);
    arrived.set(name, (arrived.get(name) ?? 0) + 1);
    world.rowsQueued.set(name, (world.rowsQueued.get(name) ?? 0) + 1);
    if (row.outcome !== 'held') continue;
    factsOf(invocation, pairName(row.eventId, sourceArn, row.replay)).held += 1;
    receptionOf(world, row.eventId, sourceArn).heldMs.push(world.time.now());
  }
}

function noteAnswer(
  { sourceArn, row }: HistoryRecord,
  { isTaken, arrived }: { readonly isTaken: boolean; readonly arrived: Map<string, number> },
  { invocation }: Delivering,
  world: World,
): void {
  const { answered } = invocation;
  const facts = factsOf(invocation, pairName(row.eventId, sourceArn, row.replay));
  const name = rowName(sourceArn, row);
  const count = arrived.get(name) ?? 0;
  if (count > 0) arrived.set(name, count - 1);
  if (row.outcome === 'held') {
    if (isTaken) answered.held += 1;
    else if (count > 0) facts.unanswered += 1;
    if (!isTaken) return;
  } else if (!isTaken) {
    answered.rowsLost += 1;
    receptionOf(world, row.eventId, sourceArn).isRowLost = true;
  }
  facts.rows.set(row.outcome, (facts.rows.get(row.outcome) ?? 0) + 1);
}
