import { expect, test } from '@jest/globals';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { hash } from 'node:crypto';
import {
  requestSigner,
  type SigningCredentials,
  type SignRequest,
} from '../../../lambdas/aws/request-signer.ts';

const place = { region: 'eu-west-1', service: 'sqs' };
const headers = {
  host: 'sqs.eu-west-1.amazonaws.com',
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'AmazonSQS.DeleteMessageBatch',
  'user-agent': 'aws-sdk-js/3',
  'x-amz-user-agent': '  aws-sdk-js/3   and more ',
};

/** What the SDK's own signer makes of the same request. */
async function signedBySdk(
  body: Buffer,
  credentials: SigningCredentials,
  nowMs: number,
): Promise<unknown> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    region: place.region,
    service: place.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const request = new HttpRequest({ method: 'POST', path: '/', headers, body });
  const { headers: signed } = await signer.sign(request, { signingDate: new Date(nowMs) });
  return signed['authorization'];
}

/** Signs the request with this body by itself. */
const signedHere = (sign: SignRequest, body: Buffer, own: SigningCredentials, nowMs: number) =>
  sign({ method: 'POST', path: '/', headers, bodyHash: hash('sha256', body) }, own, nowMs);

const credentials = fc.record({
  accessKeyId: fc.stringMatching(/^[A-Z0-9]{20}$/),
  secretAccessKey: fc.string({ minLength: 1 }),
  sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,200}$/), { nil: undefined }),
});
const times = fc.date({
  min: new Date('2026-01-01'),
  max: new Date('2030-01-01'),
  noInvalidDate: true,
});

test('a signature is the one that the SDK makes, whatever the body, the time and the credentials', async () => {
  const sign = requestSigner(place.region, place.service);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), credentials, times, async (text, own, at) => {
      const body = Buffer.from(text);
      const signed = signedHere(sign, body, own, at.getTime());
      expect(signed['authorization']).toBe(await signedBySdk(body, own, at.getTime()));
      expect(signed['x-amz-security-token']).toBe(own.sessionToken);
    }),
  );
});

test('the day’s key changes with the day and with the credentials, and comes back with them', async () => {
  const sign = requestSigner(place.region, place.service);
  const body = Buffer.from('{}');
  const old = { accessKeyId: 'old', secretAccessKey: 'one' };
  const renewed = { accessKeyId: 'new', secretAccessKey: 'two', sessionToken: 'token' };
  const midnight = Date.parse('2026-12-01T00:00:00Z');
  for (const [own, nowMs] of [
    [old, midnight - 1],
    [old, midnight],
    [renewed, midnight],
    [old, midnight - 1],
  ] as const) {
    const { authorization } = signedHere(sign, body, own, nowMs);
    expect(authorization).toBe(await signedBySdk(body, own, nowMs));
  }
});
