import { expect, test } from '@jest/globals';
import { probeOptions, probeOptionsHelp } from '../../../operate/probe/probe-options.ts';

test.each(['probe', 'customer-account', 'observed', 'probe-rate'])(
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
