import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeLink } from '../../../../lambdas/domain/payload/payload-link.ts';
import { maxKeyLength } from '../../../../lambdas/domain/payload/payload-reference.ts';
import {
  maxTokenLength,
  readToken,
  signedPart,
  writeToken,
} from '../../../../lambdas/domain/payload/payload-token.ts';
import { maxSourceNameLength, sourceArn } from '../../../../lambdas/domain/source-name.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const code = 'c'.repeat(43);
const secretId = 'secret-1';

describe('a token', () => {
  test('is read as it was written, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }), (text) => {
        const signed = signedPart(text, secretId);

        expect(readToken(writeToken(signed, code))).toEqual({ text, secretId, signed, code });
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test('needs no escaping in a URL', () => {
    const token = writeToken(signedPart('["ä/?&%+"]', secretId), code);

    expect(encodeURIComponent(token)).toBe(token);
  });

  test('of the longest link is not too long, even if every character of the generator is escaped', () => {
    const name = 'n'.repeat(maxSourceNameLength);
    const text = writeLink({
      // Each takes three characters of the source's name, and six of the link.
      generator: '\u0001'.repeat(maxSourceNameLength / 3),
      sourceArn: sourceArn('ap-southeast-4', name),
      generation: '8c6f9b0e-2f0a-4d5c-9d7e-3b1a2c4d5e6f',
      bucket: 'b'.repeat(63),
      key: 'k'.repeat(maxKeyLength),
      expiresAtMs: 1_795_000_000_000,
    });
    const token = writeToken(signedPart(text, 'i'.repeat(32)), code);

    expect(token.length).toBeLessThanOrEqual(maxTokenLength);
    expect(readToken(token)).toMatchObject({ text });
  });

  const good = writeToken(signedPart('text', secretId), code);

  test.each([
    ['nothing', ''],
    ['no text', `.${secretId}.${code}`],
    ['no secret’s id', `dGV4dA..${code}`],
    ['a long id', `dGV4dA.${'i'.repeat(33)}.${code}`],
    ['no code', `dGV4dA.${secretId}.`],
    ['a short code', good.slice(0, -1)],
    ['a long code', `${good}c`],
    ['two parts', `dGV4dA.${code}`],
    ['four parts', `${good}.${code}`],
    ['padding', good.replace('.', '=.')],
    ['another alphabet', good.replace('d', '+')],
    ['a line’s end', `${good}\n`],
    ['more than is looked at', `${'t'.repeat(maxTokenLength)}${good}`],
  ])('is none with %s', (_, token) => {
    expect(readToken(token)).toBeUndefined();
  });
});
