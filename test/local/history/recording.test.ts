import { describe, expect, test } from '@jest/globals';
import { startRecording } from '../../../local/history/recording.ts';
import type { RecorderRun } from '../../../local/history/recorder.ts';

const clear: RecorderRun = { kind: 'ended', rows: 0, isClear: true };
const busy: RecorderRun = { kind: 'ended', rows: 5, isClear: false };

/** A recording whose time passes as fast as it is waited for. */
function aRecording(
  runs: readonly RecorderRun[],
  {
    clockAheadMs = () => 0,
    hasMessages = () => false,
  }: {
    clockAheadMs?: (nowMs: number) => number;
    hasMessages?: (nowMs: number) => boolean;
  } = {},
) {
  let nowMs = 0;
  const ranAt: number[] = [];
  const failures: string[] = [];
  const recording = startRecording({
    recorder: {
      async run() {
        ranAt.push(nowMs);
        return runs[ranAt.length - 1] ?? clear;
      },
    },
    hasMessages: () => hasMessages(nowMs),
    clockMs: async () => nowMs + clockAheadMs(nowMs),
    onFailure: (reason) => failures.push(reason),
    time: {
      now: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
  });
  const until = async (endMs: number) => {
    for (;;) {
      if (nowMs >= endMs) return await recording.stop();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { recording, ranAt, failures, until };
}

describe('the recorder of local mode', () => {
  test('runs every three seconds', async () => {
    const { ranAt, until } = aRecording([]);
    await until(10_000);

    expect(ranAt.slice(0, 3)).toEqual([3_000, 6_000, 9_000]);
  });

  test('runs each second while there is something to record', async () => {
    const { ranAt, until } = aRecording([], { hasMessages: (nowMs) => nowMs > 3_100 });
    await until(6_000);

    expect(ranAt.slice(0, 3)).toEqual([3_000, 4_000, 5_000]);
  });

  test('does not run each second if that fails', async () => {
    const failed: RecorderRun = { kind: 'failed', reason: 'timed out' };
    const { ranAt, until } = aRecording([failed, failed, failed], { hasMessages: () => true });
    await until(8_000);

    expect(ranAt.slice(0, 3)).toEqual([1_000, 4_000, 7_000]);
  });

  test('runs at once when the clock of EventBridge has passed a minute', async () => {
    const { ranAt, until } = aRecording([], {
      clockAheadMs: (nowMs) => (nowMs >= 2_000 ? 3_600_000 : 0),
    });
    await until(4_000);

    expect(ranAt[0]).toBe(2_000);
  });

  test('goes on after a run that failed, and reports it', async () => {
    const { ranAt, failures, until } = aRecording([{ kind: 'failed', reason: 'timed out' }]);
    await until(11_000);

    expect(ranAt.length).toBeGreaterThanOrEqual(2);
    expect(failures).toEqual(['timed out']);
  });

  test('runs until nothing is left to record', async () => {
    const { recording, ranAt } = aRecording([busy, busy, clear]);
    await recording.untilClear();
    await recording.stop();

    expect(ranAt).toHaveLength(3);
  });

  test('gives up when there is something left for minutes', async () => {
    const { recording } = aRecording(Array.from({ length: 1_000 }, () => busy));

    await expect(recording.untilClear()).rejects.toThrow('does not become empty');
    await recording.stop();
  });
});
