import { expect, test } from '@jest/globals';
import { sourcePrefix } from '../../../web/snippets/receiver.ts';

test('the prefix of a source matches all events of its partner', () => {
  expect(sourcePrefix('aws.partner/vendor.test/acme/repo1/111122223333')).toBe(
    'aws.partner/vendor.test/',
  );
});
