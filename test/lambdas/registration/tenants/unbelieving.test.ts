import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import { handlerWith, withClaims } from './around-handler.ts';
import { credentialsOfEach } from './credentials.ts';
import { anyHistory, tenantPairs } from './history.ts';
import { live, type Exchange } from './life.ts';
import { soundParts } from './world.ts';

const { tenantClaim } = registrationTestSettings;
const credentials = await credentialsOfEach(tenantPairs.flat());

/** Requests before which the gateway lets everybody through, and hands on these claims. */
async function eachExchange(
  claims: Readonly<Record<string, unknown>> | undefined,
  holds: (exchange: Exchange) => void,
) {
  const handler = handlerWith((event, handle) => handle(withClaims(claims, event)));
  const parts = { ...soundParts, authorize: async () => ({}), handler };
  await fc.assert(
    fc.asyncProperty(anyHistory(['valid']), async (history) => {
      const { exchanges } = await live(history, { credentials, parts });
      for (const exchange of exchanges) {
        if (!['the page', 'an odd method'].includes(exchange.planned.doing)) holds(exchange);
      }
    }),
    { numRuns: 100 },
  );
}

test('a gateway that lets everybody through gets nothing without claims', async () => {
  await eachExchange(undefined, ({ answer, accesses }) => {
    expect(answer.status).toBe(401);
    expect(accesses).toEqual([]);
  });
});

test.each([
  undefined,
  null,
  '',
  '/',
  'acme/repo1',
  'acme\ud800',
  7,
  true,
  ['acme'],
  { name: 'acme' },
])('claims that name the tenant %j get nothing', async (tenant) => {
  await eachExchange({ [tenantClaim]: tenant }, ({ answer, accesses }) => {
    expect(answer.status).toBe(403);
    expect(accesses).toEqual([]);
  });
});
