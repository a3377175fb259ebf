import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { accountFinder, secretFinders } from '../../../../operate/report/masking/finders.ts';
import { textMask } from '../../../../operate/report/masking/text-mask.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const secret = 'pä"ss/w\\ord+1 =x';
const hide = textMask(secretFinders([secret]));
const account = '111122223333';
const standIn = textMask([accountFinder([account, '444455556666', account])]);

const inJson = (text: string) => JSON.stringify({ text });
const inUrl = (text: string) => `https://x.test/?a=${encodeURIComponent(text)}&b=1`;
const inForm = (text: string) => new URLSearchParams({ text }).toString();
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const inBase64Url = (text: string) => Buffer.from(text).toString('base64url');
const asAscii = (text: string) =>
  inJson(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('a secret is hidden', () => {
  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => `a ${text} b`],
    ['in a longer word', (text) => `x${text}y`],
    ['in JSON', inJson],
    ['in JSON that escapes all but ASCII', asAscii],
    ['in JSON in JSON', (text) => inJson(inJson(text))],
    ['in JSON in JSON in JSON', (text) => inJson(inJson(inJson(text)))],
    ['in a URL', inUrl],
    ['in a URL with small letters', (text) => inUrl(text).replace(/%../g, (c) => c.toLowerCase())],
    ['in a form', inForm],
    ['in a URL in a URL', (text) => inUrl(inUrl(text))],
    ['in a URL in JSON', (text) => inJson(inUrl(text))],
    ['in JSON in a URL', (text) => inUrl(inJson(text))],
    ['in Base64', (text) => `Basic ${inBase64(`user:${text}`)}`],
    ['in Base64 behind other text', (text) => `x-${inBase64Url(`user:${text}`)}`],
    ['in a part of a JWT', (text) => `e30.${inBase64Url(inJson(text))}.c2ln`],
    ['in a part of a JWT in JSON', (text) => inJson(`e30.${inBase64Url(inJson(text))}.c2ln`)],
  ])('%s', (_, written) => {
    const shown = hide(written(secret));

    expect(shown).toContain('[hidden]');
    expect(shown).not.toContain(secret);
    expect(standIn(written(`user ${account}.`))).toContain('ACCOUNT-1');
    expect(standIn(written(`user ${account}.`))).not.toBe(written(`user ${account}.`));
  });
});

test('what stands around a secret stays', () => {
  expect(hide(`before ${secret}, between ${secret} after`)).toBe(
    'before [hidden], between [hidden] after',
  );
  expect(hide(inUrl(secret))).toBe('https://x.test/?a=[hidden]&b=1');
});

test('secrets that overlap are hidden together', () => {
  const both = textMask(secretFinders(['abcdef', 'defghi', 'ef']));

  expect(both('abcdefghi ef')).toBe('[hidden] [hidden]');
});

test('the long parts of a token are secrets, too', () => {
  const token = `short.${'p'.repeat(16)}.${'s'.repeat(40)}`;

  expect(textMask(secretFinders([token]))(`it is signed ${'s'.repeat(40)}; short`)).toBe(
    'it is signed [hidden]; short',
  );
});

test('an empty secret or account hides nothing', () => {
  expect(textMask([...secretFinders(['', ' ']), accountFinder([''])])('a b')).toBe('a b');
});

test.each([
  [`aws.partner/vendor/acme/${account}`, 'aws.partner/vendor/acme/ACCOUNT-1'],
  [`arn:aws:sqs:eu-west-1:${account}:q`, 'arn:aws:sqs:eu-west-1:ACCOUNT-1:q'],
  [`https://sqs.test/${account}/q and 444455556666`, 'https://sqs.test/ACCOUNT-1/q and ACCOUNT-2'],
  ['1111-2222-3333 or 1111 2222 3333', 'ACCOUNT-1 or ACCOUNT-1'],
  [`${account}444455556666`, 'ACCOUNT-1ACCOUNT-2'],
])('an account number has the same stand-in wherever it is: %s', (text, shown) => {
  expect(standIn(text)).toBe(shown);
});

test('a secret with an account number in it is hidden as a whole', () => {
  const both = textMask([...secretFinders([`key-${account}-x`]), accountFinder([account])]);

  expect(both(`the key-${account}-x of ${account}`)).toBe('the [hidden] of ACCOUNT-1');
});

const encoders = [inJson, inUrl, inForm, inBase64, inBase64Url, (text: string) => `"${text}" `];
// As generated secrets are: long, and of many characters.
const aSecret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }).filter(isDistinctive);

function isDistinctive(text: string): boolean {
  return text.trim() === text && /[^\s]{6}/.test(text) && !'[hidden]'.includes(text);
}

test('no encoding of a secret, nor one of that, shows it', () => {
  fc.assert(
    fc.property(
      aSecret,
      fc.constantFrom(...encoders),
      fc.constantFrom(...encoders),
      fc.string({ unit: 'grapheme' }),
      (one, inner, outer, around) => {
        const shown = textMask(secretFinders([one]))(outer(inner(`${around} ${one} ${around}`)));

        expect(shown).toContain('[hidden]');
        for (const encode of [String, inBase64, encodeURIComponent]) {
          expect(shown.includes(encode(one))).toBe(false);
        }
      },
    ),
    { numRuns: propertyRuns(1_000) },
  );
});

test('a text that only looks escaped is read as it is', () => {
  const looksEscaped = fc.string({
    unit: fc.constantFrom('\\', 'u', 'U', 'N', 'n', '"', '/', '%', 'A', 'f', '0', '+', '='),
  });
  fc.assert(
    fc.property(looksEscaped, (text) => {
      expect(hide(`${text} ${secret} ${text}`)).toContain('[hidden]');
    }),
    { numRuns: propertyRuns(2_000) },
  );
  expect(hide(`\\N\\U0041 ${secret}`)).toBe('\\N\\U0041 [hidden]');
});

test('a text without secrets stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      fc.pre(!text.includes('zzzz-secret-zzzz'));
      expect(textMask([accountFinder(['zzzz-secret-zzzz'])])(text)).toBe(text);
    }),
    { numRuns: propertyRuns(500) },
  );
});
