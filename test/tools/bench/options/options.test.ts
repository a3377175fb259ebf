import { describe, expect, test } from '@jest/globals';
import type { Benchmark } from '../../../../tools/results/benchmark.ts';
import { benchHelp, parseBenchOptions } from '../../../../tools/bench/options.ts';

const benchmarks: readonly Benchmark[] = ['sender', 'growth', 'look-up'].map((name) => ({
  name,
  title: `What ${name} measures`,
  run: async () => ({ tables: [], goals: [] }),
}));

function namesOf(...args: readonly string[]) {
  const parsed = parseBenchOptions(args, benchmarks);
  return parsed === 'help' ? parsed : parsed.map(({ name }) => name);
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

  test.each([
    [['senders'], 'there is no benchmark "senders"; there are sender, growth, look-up'],
    [['--fast'], "Unknown option '--fast' (--help lists the options)"],
  ])('that is wrong is refused in one line: %j', (args, message) => {
    expect(() => parseBenchOptions(args, benchmarks)).toThrow(message);
  });
});

test('the help has a line for each benchmark', () => {
  expect(benchHelp(benchmarks)).toContain(
    '  sender   What sender measures\n  growth   What growth measures\n  look-up  What look-up measures\n',
  );
});
