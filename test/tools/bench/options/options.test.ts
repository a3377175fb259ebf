import { describe, expect, test } from '@jest/globals';
import type { Benchmark } from '../../../../tools/results/benchmark.ts';
import { benchHelp, parseBenchOptions } from '../../../../tools/bench/options.ts';

const benchmarks: readonly Benchmark[] = ['sender', 'growth', 'look-up'].map((name) => ({
  name,
  title: `What ${name} measures`,
  hasRounds: name === 'sender',
  run: async () => ({ tables: [], goals: [] }),
}));

function namesOf(...args: readonly string[]) {
  const parsed = parseBenchOptions(args, benchmarks);
  return parsed === 'help' ? parsed : parsed.benchmarks.map(({ name }) => name);
}

describe('the command line', () => {
  test('asks for all benchmarks when it names none', () => {
    expect(namesOf()).toEqual(['sender', 'growth', 'look-up']);
  });

  test('asks for those that it names, in their own order and once', () => {
    expect(namesOf('look-up', 'sender', 'look-up')).toEqual(['sender', 'look-up']);
  });

  test('asks for help, whatever else it names', () => {
    expect(namesOf('nothing', '--help')).toBe('help');
  });

  test('asks for rounds, of a benchmark that has them', () => {
    expect(parseBenchOptions(['sender', '--rounds', '3'], benchmarks)).toEqual({
      benchmarks: [benchmarks[0]],
      rounds: 3,
    });
    expect(parseBenchOptions(['sender'], benchmarks)).toEqual({ benchmarks: [benchmarks[0]] });
  });

  test.each([
    [['senders'], 'there is no benchmark "senders"; there are sender, growth, look-up'],
    [['sender', 'growth', '--rounds', '3'], '--rounds is not for growth'],
    [['--rounds', '3'], '--rounds is not for growth'],
    [['sender', '--rounds', '0'], '--rounds must be a whole number from 1 to 1000, not "0"'],
    [['--fast'], "Unknown option '--fast' (--help lists the options)"],
  ])('that is wrong is refused in one line: %j', (args, message) => {
    expect(() => parseBenchOptions(args, benchmarks)).toThrow(message);
  });
});

test('the help says which benchmarks have rounds', () => {
  expect(benchHelp(benchmarks)).toContain('For sender alone.');
});

test('the help has a line for each benchmark', () => {
  expect(benchHelp(benchmarks)).toContain(
    '  sender   What sender measures\n  growth   What growth measures\n  look-up  What look-up measures\n',
  );
});
