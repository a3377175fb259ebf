import { describe, expect, test } from '@jest/globals';
import { parseCrashOptions } from './options.ts';

const parse = (...args: readonly string[]) => parseCrashOptions(args, () => 1_000_007);

describe("the crash run's options", () => {
  test('have defaults, and a seed by the clock', () => {
    expect(parse()).toStrictEqual({
      events: 100_000,
      kills: 200,
      seed: 7,
      eventsPerSecond: 50,
      callMs: 20,
      largePercent: 1,
      visibilityTimeoutSeconds: 20,
      maxDuplicatesPercent: 0.5,
    });
  });

  test.each([
    ['3000', '10', 30],
    ['10', '200', 1],
    ['3000', '1', 200],
    ['3000', '0', 200],
  ])('of %s events and %s kills lead to %d events a second', (events, kills, eventsPerSecond) => {
    expect(parse('--events', events, '--kills', kills)).toMatchObject({ eventsPerSecond });
  });

  test('are read', () => {
    const args = ['--events', '30', '--kills', '0', '--rate', '5', '--seed', '9'];
    expect(
      parse(
        ...args,
        '--max-duplicates',
        '2.5',
        '--visibility',
        '90',
        '--batch',
        '50',
        '--call-ms',
        '80',
        '--large',
        '12.5',
        '--json',
        'out.json',
      ),
    ).toStrictEqual({
      events: 30,
      kills: 0,
      seed: 9,
      eventsPerSecond: 5,
      callMs: 80,
      largePercent: 12.5,
      visibilityTimeoutSeconds: 90,
      maxBatchSize: 50,
      maxDuplicatesPercent: 2.5,
      json: 'out.json',
    });
    expect(parse('--help')).toBe('help');
  });

  test.each([
    [['--events', '0'], '--events must be a whole number from 1 on, not "0"'],
    [['--kills', '1e3'], '--kills must be a whole number from 0 on, not "1e3"'],
    [['--seed', 'x'], '--seed must be a whole number from 0 on, not "x"'],
    [['--max-duplicates', '101'], '--max-duplicates must be a number from 0 to 100, not "101"'],
    [['--large', 'all'], '--large must be a number from 0 to 100, not "all"'],
    [['--json', ''], '--json needs the name of a file'],
    [['--kill', '3'], "Unknown option '--kill'"],
  ])('%j is refused', (args, problem) => {
    expect(() => parse(...args)).toThrow(problem);
  });
});
