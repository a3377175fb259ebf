import { expect, test } from '@jest/globals';
import type { Replay } from '../../../lambdas/domain/history/replay.ts';
import { followReplay } from '../../../operate/replays/follow-replay.ts';
import { aReplay } from '../../support/replay-builders.ts';

/** Follows a replay that has these states when it is looked at, one after the other. */
async function follow(states: readonly (Replay['state'] | 'absent')[], stopsAfter = Infinity) {
  const stopping = new AbortController();
  const left = [...states];
  const seen: string[] = [];
  let pauses = 0;
  const find = async () => {
    const state = left.shift();
    return state === undefined || state === 'absent' ? undefined : aReplay({ state });
  };
  const last = await followReplay(aReplay(), {
    context: { replays: { find } },
    signal: stopping.signal,
    async pause() {
      pauses += 1;
      if (pauses > stopsAfter) stopping.abort();
    },
    onProgress: ({ state }) => seen.push(state),
  });
  return { last: last.state, seen };
}

test('a replay is followed until it is over', async () => {
  expect(await follow(['waiting', 'running', 'completed', 'running'])).toEqual({
    last: 'completed',
    seen: ['waiting', 'waiting', 'running', 'completed'],
  });
});

test('Ctrl-C ends the following, and the replay is as it was last seen', async () => {
  expect(await follow(['running', 'running'], 1)).toMatchObject({ last: 'running' });
});

test('one that cannot be found is followed on', async () => {
  expect(await follow(['absent', 'ended'])).toMatchObject({ last: 'ended' });
});
