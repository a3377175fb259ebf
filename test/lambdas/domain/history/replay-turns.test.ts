import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  askForTurn,
  noTurns,
  withoutTurn,
  type Turns,
} from '../../../../lambdas/domain/history/replay-turns.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const keptMs = 100;

/** Asks for turns one after the other; each replay is of its own source unless it is said. */
function turnsOf(maxRunning = 2) {
  let turns: Turns = noTurns;
  return {
    ask: (replay: string, nowMs = 0, sourceArn = `source of ${replay}`) => {
      const turn = { replay, sourceArn, untilMs: nowMs + keptMs };
      const asked = askForTurn(turns, turn, { nowMs, maxRunning });
      turns = asked.turns;
      return asked.isGranted;
    },
    end: (replay: string) => {
      turns = withoutTurn(turns, replay);
    },
    now: () => turns,
  };
}

describe('replays of a Region', () => {
  test('send a few at once, and the others wait', () => {
    const { ask } = turnsOf();

    expect(['a', 'b', 'c', 'a', 'b'].map((one) => ask(one))).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  test('get their turns in the order in which they asked first', () => {
    const { ask, end } = turnsOf(1);
    ask('a');
    ask('b');
    ask('c');
    end('a');

    expect(ask('c')).toBe(false);
    expect(ask('b')).toBe(true);
    end('b');
    expect(ask('c')).toBe(true);
  });

  test('are forgotten if they do not ask again', () => {
    const { ask } = turnsOf(1);
    ask('a', 0);
    ask('b', 0);

    expect(ask('c', keptMs - 1)).toBe(false);
    expect(ask('c', keptMs)).toBe(true);
    expect(ask('a', keptMs)).toBe(false);
  });

  test('lose their place in the order if they are over', () => {
    const { ask, end, now } = turnsOf(1);
    ask('a');
    ask('b');
    end('b');

    expect(now().waiting).toEqual([]);
  });

  test('of one source send one after the other, and hold up no other source', () => {
    const { ask } = turnsOf();

    expect(ask('a', 0, 'one')).toBe(true);
    expect(ask('b', 0, 'one')).toBe(false);
    expect(ask('c', 0, 'two')).toBe(true);
  });

  test('of one source wait in their order', () => {
    const { ask, end } = turnsOf(3);
    for (const one of ['a', 'b', 'c']) ask(one, 0, 'one');
    end('a');

    expect(ask('c', 0, 'one')).toBe(false);
    expect(ask('b', 0, 'one')).toBe(true);
  });

  test('are too many if they were begun under a larger limit', () => {
    const { ask, now } = turnsOf(2);
    ask('a');
    ask('b');
    const turn = { replay: 'a', sourceArn: 'source of a', untilMs: 1 };

    expect(askForTurn(now(), turn, { nowMs: 0, maxRunning: 1 }).isGranted).toBe(false);
  });

  test('wait in a list that has an end', () => {
    const { ask, now } = turnsOf(1);
    for (let index = 0; index < 150; index += 1) ask(`replay ${index}`);

    expect(now().waiting).toHaveLength(100);
  });
});

test('never more send than may, and never two of one source', () => {
  const action = fc.record({
    replay: fc.nat(7),
    afterMs: fc.nat(60),
    isEnd: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(action), fc.integer({ min: 1, max: 3 }), (actions, maxRunning) => {
      const { ask, end, now } = turnsOf(maxRunning);
      let nowMs = 0;
      for (const { replay, afterMs, isEnd } of actions) {
        nowMs += afterMs;
        if (isEnd) end(String(replay));
        else ask(String(replay), nowMs, `source ${replay % 4}`);
        const { running, waiting } = now();
        expect(running.length).toBeLessThanOrEqual(maxRunning);
        expect(new Set(running.map(({ sourceArn }) => sourceArn)).size).toBe(running.length);
        const all = [...running, ...waiting].map((turn) => turn.replay);
        expect(new Set(all).size).toBe(all.length);
      }
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
