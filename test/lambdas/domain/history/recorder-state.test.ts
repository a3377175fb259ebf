import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  beginRound,
  commitRound,
  endRun,
  firstRecorderState,
  isSeen,
  takeLease,
  type RecorderState,
} from '../../../../lambdas/domain/history/recorder-state.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const keptMs = 1_000_000;

function lease(state: RecorderState, nowMs: number): RecorderState {
  const leased = takeLease(state, { nowMs, untilMs: nowMs + 60, keptMs });
  if (leased === undefined) throw new Error('another run has the lease');
  return leased;
}

function commit(state: RecorderState): RecorderState {
  return commitRound(state, { oldestMs: state.roundMs, keptMs });
}

describe("the recorder's state", () => {
  test('lets one run work at a time, until it gives the lease back or the lease is over', () => {
    const leased = lease(firstRecorderState, 100);

    expect(takeLease(leased, { nowMs: 159, untilMs: 999, keptMs })).toBeUndefined();
    expect(takeLease(leased, { nowMs: 160, untilMs: 999, keptMs })?.leaseUntilMs).toBe(999);
    expect(lease(endRun(leased), 101).leaseUntilMs).toBe(161);
  });

  test('shows exactly the rounds that were committed, whatever crashed', () => {
    const steps = fc.array(fc.record({ commits: fc.boolean(), crashes: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (rounds) => {
        let state = firstRecorderState;
        const expected = new Map<number, boolean>();
        for (const [index, { commits, crashes }] of rounds.entries()) {
          // The clock stands still now and then.
          state = beginRound(lease(state, 1_000 + 60 * index), 5_000 + Math.floor(index / 3));
          expected.set(state.roundMs, commits);
          expect(isSeen(state, state.roundMs)).toBe(false);
          if (commits) state = commit(state);
          if (!crashes) state = endRun(state);
        }
        const last = lease(state, 10_000);
        for (const [roundMs, isExpected] of expected) {
          expect(isSeen(last, roundMs)).toBe(isExpected);
        }
        expect(expected.size).toBe(rounds.length);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test('grows by one version with each change', () => {
    const states = [lease(firstRecorderState, 1)];
    states.push(beginRound(states[0]!, 1));
    states.push(commit(states[1]!));
    states.push(endRun(states[2]!));

    expect(states.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  test('has one range for rounds that were given up one after the other', () => {
    let state = firstRecorderState;
    for (const nowMs of [100, 200, 300]) state = endRun(beginRound(lease(state, nowMs), nowMs));
    expect(state.givenUp).toEqual([[100, 300]]);
    state = endRun(commit(beginRound(lease(state, 400), 400)));
    state = endRun(beginRound(lease(state, 500), 500));

    expect(state.givenUp).toEqual([
      [100, 300],
      [500, 500],
    ]);
    expect([100, 300, 400, 500].map((roundMs) => isSeen(state, roundMs))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test('forgets what was given up when its chunks are no longer kept', () => {
    const state = endRun(beginRound(lease(firstRecorderState, 100), 100));

    expect(lease(state, 100 + keptMs).givenUp).toHaveLength(1);
    expect(lease(state, 101 + keptMs).givenUp).toHaveLength(0);
  });

  test('makes rounds smaller as long as they are given up, and larger again', () => {
    let state = firstRecorderState;
    const shares = [];
    for (let nowMs = 100; nowMs < 900; nowMs += 100) {
      state = endRun(beginRound(lease(state, nowMs), nowMs));
      shares.push(1 / state.share);
    }
    expect(shares).toEqual([2, 4, 8, 16, 32, 64, 64, 64]);
    state = commit(beginRound(lease(state, 1_000), 1_000));
    expect(state.share).toBe(1 / 64);
    state = endRun(state);
    expect(state.share).toBe(1 / 32);
    expect(endRun(lease({ ...state, share: 1 }, 2_000)).share).toBe(1);
  });

  test('makes rounds smaller after each run that did not end, wherever it died', () => {
    const whileReceiving = lease(firstRecorderState, 100);
    const whileWriting = beginRound(lease(whileReceiving, 200), 200);
    const between = commit(beginRound(lease(whileWriting, 300), 300));

    expect(whileReceiving.share).toBe(1);
    expect(whileWriting.share).toBe(1 / 2);
    expect(between.share).toBe(1 / 4);
    expect(lease(between, 400).share).toBe(1 / 8);
    expect(lease({ ...between, share: 1 / 64 }, 400).share).toBe(1 / 64);
  });

  test('is recorded up to the start of a run that found nothing more, and later rounds come after it', () => {
    const clear = endRun(lease(firstRecorderState, 100), 100);
    const late = beginRound(lease(clear, 200), 50);

    expect(clear.throughMs).toBe(100);
    expect(late.roundMs).toBe(100);
    expect(isSeen(late, 100)).toBe(false);
    expect(endRun(commit(beginRound(lease(clear, 300), 300)), 290).throughMs).toBe(301);
  });

  test('remembers when the last run began that found nothing more', () => {
    const clear = endRun(lease(firstRecorderState, 100), 100);

    expect(clear.clearAtMs).toBe(100);
    expect(endRun(lease(clear, 200)).clearAtMs).toBe(100);
  });
});
