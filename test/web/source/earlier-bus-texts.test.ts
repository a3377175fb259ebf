import { describe, expect, test } from '@jest/globals';
import {
  earlierBusTexts,
  mayHaveBus,
  remakeTerraform,
} from '../../../web/source/earlier-bus-texts.ts';
import { receiverOf } from '../../../web/snippets/receiver.ts';
import { terraformSnippet } from '../../../web/snippets/terraform.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

const event = { id: 'e1', detailType: 'push', acceptedAt: '2026-11-10T00:00:00.000Z' };
const { createdAt } = aSource();

describe('an event bus of an earlier time is expected', () => {
  test.each([
    ['of a first registration', aSource({ missedSince: createdAt }), false],
    [
      'of one that had missed events before it',
      aSource({ missedSince: '2026-11-01T00:00:00.000Z' }),
      true,
    ],
    [
      'of a source that was active',
      aSource({ lastAcceptedEvent: { ...event, state: 'ACTIVE' } }),
      true,
    ],
    [
      'of one that never was',
      aSource({ lastAcceptedEvent: { ...event, state: 'PENDING' } }),
      false,
    ],
    ['of one that is active', anActiveSource({ missedSince: '2026-11-01T00:00:00.000Z' }), false],
    [
      'of a deleted one',
      aSource({
        missedSince: '2026-11-01T00:00:00.000Z',
        retirement: { reason: 'expired', retiredAt: '2026-11-21T14:00:00.000Z' },
      }),
      false,
    ],
  ])('%s: %#', (_, source, isExpected) => {
    expect(mayHaveBus(source)).toBe(isExpected);
  });
});

test('every way says what happens by it', () => {
  expect(Object.keys(earlierBusTexts)).toEqual([
    'console',
    'cli',
    'cdk',
    'cloudFormation',
    'terraform',
  ]);
});

test('Terraform replaces the bus, the rule and the target of its own snippet', () => {
  const text = terraformSnippet(receiverOf(aSource()), 'log');
  const replaced = [...remakeTerraform.matchAll(/-replace=(\w+)\.(\w+)/g)];

  expect(replaced).toHaveLength(3);
  for (const [, type, label] of replaced) expect(text).toContain(`resource "${type}" "${label}" {`);
});
