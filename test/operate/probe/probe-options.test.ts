import { expect, test } from '@jest/globals';
import { probeOptions, probeOptionsHelp } from '../../../operate/probe/probe-options.ts';
import { commonHelp } from '../../../operate/target/target.ts';

test.each(Object.keys(probeOptions))('the help describes --%s', (option) => {
  expect(`\n${probeOptionsHelp}\n${commonHelp}`).toContain(`\n  --${option} `);
});

test('no line of the help is too long', () => {
  const lengths = probeOptionsHelp.split('\n').map(({ length }) => length);

  expect(Math.max(...lengths)).toBeLessThanOrEqual(110);
});
