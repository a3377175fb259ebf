import { expect, test } from '@jest/globals';
import { asJson, itemLines, summaryLines } from '../../../operate/validate/result-lines.ts';
import type { ItemResult, Validation } from '../../../operate/validate/validation.ts';

const item: ItemResult = {
  item: 'accepted',
  region: 'eu-west-1',
  status: 'passed',
  problems: [],
  notes: [],
  evidence: [],
};

function aValidation(fields: Partial<Validation> = {}): Validation {
  return {
    title: 'stage dev',
    partnerName: 'vendor.example',
    startedAt: '2026-11-21T19:00:00.000Z',
    endedAt: '2026-11-21T19:10:00.000Z',
    regions: ['eu-west-1'],
    accounts: [],
    secrets: [],
    items: [item],
    cleanUp: { removed: 1, left: [] },
    stopped: false,
    ...fields,
  };
}

test('an item has its problems and notes below it', () => {
  const failed = {
    ...item,
    status: 'failed' as const,
    problems: ['expected\u001b[2J a'],
    notes: ['n'],
  };

  expect(itemLines(item)).toEqual(['passed   The customer accepts the source (eu-west-1)']);
  expect(itemLines({ ...failed, region: undefined })).toEqual([
    'FAILED   The customer accepts the source',
    '         - expected [2J a',
    '         note: n',
  ]);
});

test.each<[string, Partial<Validation>, readonly string[]]>([
  [
    'passed',
    {},
    ['1 passed, 0 failed, 0 not run', '1 thing taken away; nothing is left', 'The walk passed.'],
  ],
  [
    'left something',
    { cleanUp: { removed: 0, left: ['a bus is left'] } },
    [
      '1 passed, 0 failed, 0 not run',
      '0 things taken away; left:',
      '  - a bus is left',
      'The walk did not pass.',
    ],
  ],
  [
    'was stopped',
    { stopped: true, items: [{ ...item, status: 'notRun' }] },
    [
      '0 passed, 0 failed, 1 not run (stopped)',
      '1 thing taken away; nothing is left',
      'The walk did not pass.',
    ],
  ],
])('the end of a walk that %s', (_, fields, lines) => {
  expect(summaryLines(aValidation(fields))).toEqual(lines);
});

test('JSON has everything but screenshots', () => {
  const at = '2026-11-21T19:00:00.000Z';
  const finding = { kind: 'finding', at, title: 'found', lines: ['it'] } as const;
  const screenshot = { kind: 'screenshot', at, title: 'page', png: new Uint8Array(3) } as const;
  const items = [{ ...item, evidence: [finding, screenshot] }];

  const json = asJson(aValidation({ items, secrets: ['x'] }), { mask: false });

  expect(json).not.toHaveProperty('secrets');
  expect(json).toMatchObject({
    passed: true,
    title: 'stage dev',
    items: [{ item: 'accepted', evidence: [finding] }],
  });
});
