import { expect, test } from '@jest/globals';
import { Md5 as SdkMd5, Sha256 as SdkSha256 } from '@smithy/core/checksum';
import { Md5, Sha256 } from '../../../lambdas/bundle/stand-ins/node-hashes.ts';

const data = [Buffer.from('bytes é'), new Uint8Array([1, 2, 3]).subarray(1)];

test.each([
  ['without a secret', undefined],
  ['with a secret', 'secret'],
  ['with a secret of bytes', new Uint8Array([9, 8, 7])],
  ['with a secret in a buffer', new Uint8Array([6, 5]).buffer],
])('SHA-256 is that of the SDK, %s', async (_, secret) => {
  const [own, sdk] = [new Sha256(secret), new SdkSha256(secret)];
  for (const one of data) {
    own.update(one);
    sdk.update(one);
  }

  expect(Buffer.from(await own.digest())).toEqual(Buffer.from(await sdk.digest()));
  own.reset();
  sdk.reset();
  expect(Buffer.from(await own.digest())).toEqual(Buffer.from(await sdk.digest()));
});

test('MD5 is that of the SDK', async () => {
  const [own, sdk] = [new Md5(), new SdkMd5()];
  for (const one of data) {
    own.update(one);
    sdk.update(one);
  }

  expect(Buffer.from(await own.digest())).toEqual(Buffer.from(await sdk.digest()));
  own.reset();
  sdk.reset();
  expect(Buffer.from(await own.digest())).toEqual(Buffer.from(await sdk.digest()));
});
