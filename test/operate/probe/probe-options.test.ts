import { expect, test } from '@jest/globals';
import {
  probeOptions,
  probeOptionsHelp,
  refuseProbeOptions,
  refuseWalkOptions,
} from '../../../operate/probe/probe-options.ts';

test.each(['customer-account', 'detail-type', 'observed', 'probe-rate'])(
  'the help describes --%s, which the walk has not',
  (option) => {
    expect(probeOptions).toHaveProperty(option);
    expect(`\n${probeOptionsHelp}`).toMatch(new RegExp(`\n  --${option}[ \n]`));
  },
);

test('no line of the help is too long', () => {
  const lengths = probeOptionsHelp.split('\n').map(({ length }) => length);

  expect(Math.max(...lengths)).toBeLessThanOrEqual(110);
});

test.each([['--probe-rate', '5'], ['--observed=x']])('%s is nothing for the walk', (...args) => {
  expect(() => refuseProbeOptions(args)).toThrow(/^--(?:probe-rate|observed) requires --probe$/);
  expect(() => refuseWalkOptions(args)).not.toThrow();
});

test.each([['--report', 'd'], ['--mask'], ['--clean-up']])(
  '%s is nothing for the probe',
  (...args) => {
    expect(() => refuseWalkOptions(args)).toThrow(/^--[a-z-]+ is for the walk: leave out --probe$/);
    expect(() => refuseProbeOptions(args)).not.toThrow();
  },
);
