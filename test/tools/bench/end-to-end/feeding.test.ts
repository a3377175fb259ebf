import { expect, test } from '@jest/globals';
import { readFeeding, writeFeeding } from '../../../../tools/bench/end-to-end/feeding.ts';

test.each([
  { prefer: 'latency' },
  { prefer: 'cost' },
  { prefer: 'cost', quietSeconds: 0 },
] as const)('%j reaches the process of local mode', (feeding) => {
  expect(readFeeding(writeFeeding(feeding)['BENCH_FEEDING'])).toEqual(feeding);
});
