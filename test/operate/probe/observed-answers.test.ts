import { expect, test } from '@jest/globals';
import { withoutPrivate } from '../../../operate/probe/observed-answers.ts';

const source = 'aws.partner/vendor.test/fanout-validate-1/probe/111122223333';
const own = { sources: [source], account: '111122223333' };

test.each([
  [`Event source ${source} does not exist.`, 'Event source {source} does not exist.'],
  ["'[{Source=aws.partner/vendor.test/fanout-val...'", "'[{Source={source}'"],
  [`'${source}/a b'`, "'{source}/a b'"],
  [
    'User: arn:aws:sts::444455556666:assumed-role/Admin/alice is not authorized',
    'User: {caller} is not authorized',
  ],
  [
    'arn:aws:events:us-east-1:444455556666:event-bus/default',
    'arn:aws:events:us-east-1:{account}:event-bus/default',
  ],
  ['for 111122223333, at 1795997380000', 'for {account}, at 1795997380000'],
  [
    'x-amz-date:1\nx-amz-security-token:IQoJb3JpZ2lu\n\nhost',
    'x-amz-date:1\nx-amz-security-token:...\n\nhost',
  ],
  ['The key AKIAIOSFODNN7EXAMPLE is off', 'The key {key} is off'],
  ['aws\\.partner(/[\\.\\-_A-Za-z0-9]+){2,}', 'aws\\.partner(/[\\.\\-_A-Za-z0-9]+){2,}'],
  ['a'.repeat(600), 'a'.repeat(500)],
])('what may be committed names nobody: %s', (text, clean) => {
  expect(withoutPrivate(text, own)).toBe(clean);
});
