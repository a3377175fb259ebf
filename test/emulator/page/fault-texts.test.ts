import { expect, test } from '@jest/globals';
import { noFaults } from '../../../emulator/faults/fault-settings.ts';
import { faultTexts } from '../../../emulator/page/fault-texts.ts';

test('nothing is said of faults that are off', () => {
  expect(faultTexts(noFaults)).toEqual([]);
  expect(faultTexts({ ...noFaults, seed: 7, operations: ['*'] })).toEqual([]);
  expect(faultTexts({})).toEqual([]);
});

test('a fault that is on is a line, with the operations that it is of', () => {
  const sourceErrors = [{ source: 's', errorCode: 'E', rate: 1 }];

  expect(faultTexts({ ...noFaults, latencyMs: 5, sourceErrors })).toEqual([
    'latencyMs: 5',
    'sourceErrors: [{"source":"s","errorCode":"E","rate":1}]',
    'operations: ["PutPartnerEvents"]',
  ]);
});
