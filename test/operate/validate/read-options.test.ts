import { expect, test } from '@jest/globals';
import { readValidateOptions } from '../../../operate/validate/read-options.ts';
import { InputError } from '../../../terminal/input-error.ts';

const read = (words: string) => readValidateOptions(words === '' ? [] : words.split(' '));

test('without options it is the running local mode', () => {
  expect(read('')).toEqual({
    target: { kind: 'local', port: 4600 },
    regions: undefined,
    customerProfile: undefined,
    tokenFile: undefined,
    otherTokenFile: undefined,
    report: undefined,
    mask: false,
    asJson: false,
    isDryRun: false,
    isCleanUp: false,
  });
});

test('a stage has a customer’s profile and tokens', () => {
  const words =
    '--stage dev --regions a,b --customer-profile c --token-file t --other-token-file o --json --dry-run --report r --mask';

  expect(read(words)).toMatchObject({
    target: { kind: 'stage', stage: 'dev' },
    regions: 'a,b',
    customerProfile: 'c',
    tokenFile: 't',
    otherTokenFile: 'o',
    asJson: true,
    isDryRun: true,
    report: 'r',
    mask: true,
  });
});

test.each([
  ['--customer-profile c', 'for a stage'],
  ['--port 4700 --token-file t', 'for a stage'],
  ['--dry-run --clean-up', 'either --dry-run or --clean-up'],
  ['--report=', '--report needs the name of a folder'],
  ['here', 'unexpected argument "here"'],
  ['--probes', "Unknown option '--probes'"],
])('%s is refused', (words, message) => {
  expect(() => read(words)).toThrow(InputError);
  expect(() => read(words)).toThrow(message);
});
