import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { messageGroupId } from '../../../lambdas/domain/message-group.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { anyText } from '../../support/arbitraries.ts';

describe('the message group of a tenant', () => {
  test.each([
    ['acct1', 'acct1'],
    ['Octo_Org-1.x', 'Octo_Org-1.x'],
    ['two words', 'two%20words'],
    ['100%', '100%25'],
    ['é', '%C3%A9'],
    ['sha256:1', 'sha256%3A1'],
  ])('%s: %s', (tenant, group) => {
    expect(messageGroupId(tenant)).toBe(group);
  });

  test('is cut where it would not fit, by a character and not sooner', () => {
    expect(messageGroupId('x'.repeat(128))).toBe('x'.repeat(128));
    expect(messageGroupId('x'.repeat(129))).toBe('x'.repeat(128));
  });

  test('is one that SQS takes, and no other tenant whose name fits has it', () => {
    const tenant = fc.oneof(
      anyText,
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 200 }),
    );
    fc.assert(
      fc.property(tenant, tenant, (one, other) => {
        expect(messageGroupId(one)).toMatch(/^[!-~]{1,128}$/);
        fc.pre([one, other].every((name) => encodeURIComponent(name).length <= 128));
        expect(messageGroupId(one) === messageGroupId(other)).toBe(one === other);
      }),
    );
  });

  test('gives a name that fits back', () => {
    fc.assert(
      fc.property(anyText, (tenant) => {
        fc.pre(encodeURIComponent(tenant).length <= 128);
        expect(decodeURIComponent(messageGroupId(tenant))).toBe(tenant);
      }),
    );
  });
});
