import { describe, expect, test } from '@jest/globals';
import { inputOf } from '../../../emulator/targets/target-input.ts';

const event = {
  region: 'us-east-1',
  account: '000000000101',
  bus: 'default',
  id: 'id',
  source: 'mine',
  detailType: 'push',
  timeMs: 0,
  resources: [],
  detail: JSON.stringify({ text: 'x'.repeat(500_000) }),
};
const matched = { event, ruleArn: 'arn', ruleName: 'rule', ingestedAtMs: 0 };
const filled = (template: string) =>
  inputOf({ kind: 'template', template, paths: { text: '$.detail.text' } }, matched);

describe('a template', () => {
  test.each([
    ['{"a":<text>,"b":<text>}', 1_000_000],
    ['"<text> <text> <aws.events.rule-name> <aws.events.event>"', 1_000_000],
  ])('may have copies of a large value: %s', (template, characters) => {
    const input = filled(template);
    expect(input.kind === 'text' && input.text.length >= characters).toBe(true);
  });

  test.each(['{"a":[<text>,<text>,<text>,<text>,<text>]}', '"<text><text><text><text><text>"'])(
    'makes nothing that is too large for any target: %s',
    (template) => {
      expect(filled(template)).toMatchObject({ kind: 'none', code: 'INVALID_PARAMETER' });
    },
  );
});
