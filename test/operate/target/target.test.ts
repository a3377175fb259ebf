import { describe, expect, test } from '@jest/globals';
import { readTarget } from '../../../operate/target/target.ts';

test.each([
  [{}, undefined, { kind: 'local', port: 4600 }],
  [{ port: '5000' }, undefined, { kind: 'local', port: 5000 }],
  [{ stage: 'prod' }, undefined, { kind: 'stage', stage: 'prod', region: undefined }],
  [{ stage: 'prod' }, 'eu-west-1', { kind: 'stage', stage: 'prod', region: 'eu-west-1' }],
])('%j in %s is %j', (options, region, target) => {
  expect(readTarget(options, region)).toEqual(target);
});

describe('contradictory options are refused', () => {
  test.each([
    [
      { stage: 'prod', port: '5000' },
      undefined,
      '--port is for local mode and --stage for AWS: specify only one',
    ],
    [{}, 'eu-west-1', '--region requires --stage: local mode has one Region'],
    [{ port: '0' }, undefined, '--port must be a whole number from 1 to 65531, not "0"'],
  ])('%j in %s', (options, region, message) => {
    expect(() => readTarget(options, region)).toThrow(message);
  });
});
