import { writeStub } from '../../lambdas/domain/payload/stub.ts';

const reference = {
  bucket: 'payloads-us-east-1',
  key: 'out/a/b',
  sizeBytes: 5_242_880,
  sha256: 'ab'.repeat(32),
  expiresAt: '2026-11-28T18:00:00.000Z',
};

/** A stub that keeps these members, as a customer reads it. */
export function aStubOf(keptJson: string): Record<string, unknown> {
  return JSON.parse(writeStub(keptJson, reference, 'https://api.vendor.test/payloads/token'));
}
