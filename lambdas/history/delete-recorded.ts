import type { HistoryMessage } from '../ports/recorder.ts';
import type { RecorderRun } from './run-state.ts';

const deletesInFlight = 16;
const maxMessages = 10;

/**
 * Deletes recorded messages from the queue. Those whose deletion is not confirmed stay remembered, so that
 * no run records them again.
 */
export async function deleteRecorded(
  messages: readonly HistoryMessage[],
  run: RecorderRun,
): Promise<void> {
  const { queue } = run.services;
  const batches = batchesOf(messages).values();
  const rounds = new Set<number>();
  const work = async () => {
    for (const batch of batches) {
      for (const id of await queue.delete(batch)) {
        const roundMs = run.recorded.get(id);
        if (roundMs !== undefined) rounds.add(roundMs);
        run.recorded.delete(id);
      }
    }
  };
  await Promise.all(Array.from({ length: deletesInFlight }, work));
  await rememberLeft(rounds, run);
}

async function rememberLeft(rounds: ReadonlySet<number>, run: RecorderRun): Promise<void> {
  const left = Map.groupBy(run.recorded, ([, roundMs]) => roundMs);
  for (const roundMs of rounds) {
    const ids = (left.get(roundMs) ?? []).map(([id]) => id);
    await run.services.table.keepMessageIds(roundMs, ids);
  }
}

function batchesOf(messages: readonly HistoryMessage[]): readonly (readonly HistoryMessage[])[] {
  const count = Math.ceil(messages.length / maxMessages);
  return Array.from({ length: count }, (_, index) =>
    messages.slice(index * maxMessages, (index + 1) * maxMessages),
  );
}
