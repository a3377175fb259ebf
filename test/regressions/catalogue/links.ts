import type { Regression } from '../regression.ts';

const fetching = 'lambdas/registration/payload/fetch-payload.ts';
const fetchTest = 'test/lambdas/registration/payload/fetch-payload.test.ts';
const linksTest = 'test/lambdas/aws/payloads/payload-links.test.ts';

/** Regressions of links to the details of large events. */
export const linkRegressions: readonly Regression[] = [
  {
    name: 'link-of-an-older-registration-is-followed',
    seenIn: 'own invariant',
    edits: [
      {
        file: fetching,
        find: 'isValid && mapping.generation === link.generation ? sizeBytes : undefined',
        replace: 'isValid ? sizeBytes : undefined',
      },
    ],
    tests: [fetchTest],
  },
  {
    name: 'link-of-a-retired-source-is-followed',
    seenIn: 'own invariant',
    edits: [
      {
        file: fetching,
        find: 'mapping !== undefined && isLive(mapping)',
        replace: 'mapping !== undefined && isLive !== undefined',
      },
    ],
    tests: [fetchTest],
  },
  {
    name: 'link-never-expires',
    seenIn: 'own invariant',
    edits: [
      {
        file: fetching,
        find: 'link === undefined || link.expiresAtMs <= nowMs',
        replace: 'link === undefined',
      },
    ],
    tests: [fetchTest],
  },
  {
    name: 'revoked-link-is-told-from-one-whose-object-is-gone',
    seenIn: 'own invariant',
    edits: [
      {
        file: fetching,
        find: 'const isValid = mapping !== undefined',
        replace:
          "if (mapping === undefined) throw new Error('revoked');\n  const isValid = mapping !== undefined",
      },
    ],
    tests: [fetchTest],
  },
  {
    name: 'code-of-a-token-is-compared-as-bytes',
    seenIn: 'JWT libraries: the last character of base64url has bits that nobody reads',
    edits: [
      {
        file: 'lambdas/aws/payloads/payload-tokens.ts',
        find: 'timingSafeEqual(Buffer.from(one), Buffer.from(other))',
        replace: "timingSafeEqual(Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url'))",
      },
    ],
    tests: [fetchTest],
  },
  {
    name: 'code-of-a-token-leaves-the-secret-out',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/token-code.ts',
        find: "createHmac('sha256', secret)",
        replace: "createHmac('sha256', secret.subarray(0, 0))",
      },
    ],
    tests: [linksTest],
  },
  {
    name: 'address-of-the-api-is-written-without-the-secrets',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'lambdas/aws/payloads/keep-link-secrets.ts',
        find: 'attribute_exists(secrets)',
        replace: 'attribute_not_exists(nothing)',
      },
    ],
    tests: [linksTest],
  },
];
