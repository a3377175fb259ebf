import { isDeferred } from '../domain/history/defer.ts';
import {
  beginRound,
  commitRound,
  endRun,
  isSeen,
  takeLease,
} from '../domain/history/recorder-state.ts';
import type { RecorderReport, RecorderServices } from '../ports/recorder.ts';
import { deleteRecorded } from './delete-recorded.ts';
import { receiveRound, type ReceivedRound } from './receive-round.ts';
import { emptyReport, saveState, type RecorderRun } from './run-state.ts';
import { writeRound } from './write-round.ts';

const dayMs = 86_400_000;
/** Time for the last write of the state, and for the answer. */
const endingMs = 3_000;
/** The lease ends after the function's time, when nothing of the run can be under way any more. */
const leaseBeyondMs = 5_000;
/** A round that begins with less time than this would rather be given up than written. */
const shortestRoundMs = 12_000;
/** The part of the remaining time in which a round receives; the rest is for writing. */
const receivingPart = 0.4;

/** How a run was asked for. */
export interface RunOptions {
  /** Whether another run follows in a minute. */
  readonly mayDefer?: boolean;
}

/**
 * Makes the recorder: each run moves what is on the history queue into the history, round by round.
 * A crash at any point loses no row and shows none twice.
 *
 * @returns a run, which ends before the time `deadlineMs`, epoch milliseconds; one that may defer leaves some
 * messages to the next one
 */
export function recorderHandler(
  services: RecorderServices,
): (deadlineMs: number, options?: RunOptions) => Promise<RecorderReport> {
  return async (deadlineMs, { mayDefer = false } = {}) => {
    const startedMs = services.now();
    const before = await services.table.load();
    if (mayDefer && isDeferred(await services.queue.countWaiting(), before.clearAtMs, startedMs)) {
      return { ...emptyReport, isDeferred: true };
    }
    const untilMs = deadlineMs + leaseBeyondMs;
    const state = takeLease(before, { nowMs: startedMs, untilMs, keptMs: keptMs(services) });
    if (state === undefined || (await services.table.save(state)) === 'superseded') {
      return { ...emptyReport, isBusy: true };
    }
    const report = { ...emptyReport, givenUp: before.isPending ? 1 : 0 };
    const endMs = deadlineMs - endingMs;
    const run = { services, startedMs, endMs, state, recorded: new Map<string, number>(), report };
    await recordAll(run);
    return run.report;
  };
}

function keptMs({ limits }: RecorderServices): number {
  return limits.rowDays * dayMs;
}

/** Records until the queue is empty or the time is over, and gives the lease back. */
async function recordAll(run: RecorderRun): Promise<void> {
  const { services, report } = run;
  try {
    await loadRecorded(run);
    const canReceiveAll = await isNothingHidden(run);
    let isDrained = false;
    let hasFailed = false;
    while (!isDrained && !hasFailed && services.now() + shortestRoundMs < run.endMs) {
      ({ isDrained, hasFailed } = await recordRound(run));
    }
    report.isClear = isDrained && canReceiveAll;
    if (!isDrained) report.isIncomplete = true;
  } catch (error) {
    report.isIncomplete = true;
    services.log.error('a run of the recorder ends early', { error });
  }
  if (run.state.isPending) report.givenUp += 1;
  await saveState(run, endRun(run.state, report.isClear ? run.startedMs : undefined));
}

/** Loads which messages are recorded already. Those of a round that was given up are not. */
async function loadRecorded(run: RecorderRun): Promise<void> {
  const { table } = run.services;
  for (const [roundMs, ids] of await table.loadMessageIds()) {
    if (isSeen(run.state, roundMs)) for (const id of ids) run.recorded.set(id, roundMs);
    else await table.keepMessageIds(roundMs, []);
  }
}

async function recordRound(run: RecorderRun): Promise<ReceivedRound> {
  const nowMs = run.services.now();
  const received = await receiveRound(run, nowMs + receivingPart * (run.endMs - nowMs));
  if (received.messages.length > 0) await commitMessages(received, run);
  const own = received.messages.map(({ message }) => message);
  await deleteRecorded([...own, ...received.repeated], run);
  return received;
}

/** Writes what messages say, and makes it visible. Throws if the time is not enough for all of it. */
async function commitMessages({ messages }: ReceivedRound, run: RecorderRun): Promise<void> {
  const { services, report, endMs: untilMs } = run;
  await saveState(run, beginRound(run.state, services.now()));
  const { roundMs } = run.state;
  const written = await writeRound(messages, services, { roundMs, untilMs });
  if (written === undefined) throw new Error('the time was not enough to write the rows');
  const ids = messages.map(({ message }) => message.messageId);
  await services.table.keepMessageIds(roundMs, ids);
  const { oldestMs } = written;
  await saveState(run, commitRound(run.state, { oldestMs, keptMs: keptMs(services) }));
  for (const id of ids) run.recorded.set(id, roundMs);
  report.rounds += 1;
  report.messages += messages.length;
  report.rows += written.rows;
  report.chunks += written.chunks;
  report.delayMs = Math.max(report.delayMs ?? 0, services.now() - oldestMs);
}

/**
 * Whether every message on the queue can be received. This is asked before the messages are received: one that a
 * killed run has hidden may come back after the last receive, and would be neither received nor hidden.
 */
async function isNothingHidden({ services }: RecorderRun): Promise<boolean> {
  return (await services.queue.countHidden()) === 0;
}
