import { expect, test } from '@jest/globals';
import type { ReplayClaims } from '../../lambdas/ports/replay-claims.ts';
import { aMapping, testNowMs } from '../support/domain-builders.ts';

const source = aMapping();
const first = { id: 'first', atMs: testNowMs };
const second = { id: 'second', atMs: testNowMs + 1 };
const third = { id: 'third', atMs: testNowMs + 2, lastOfMissed: 'first' };

/** What the claims of every table must do; `noClaims` makes a table without any. */
export function replayClaimsContract(noClaims: () => Promise<ReplayClaims>): void {
  test('the first replay has the source, and the others learn which one does', async () => {
    const claims = await noClaims();

    expect(await claims.claim(source, first)).toEqual(first);
    expect(await claims.claim(source, second)).toEqual(first);
    expect(await claims.claim(source, { ...first, atMs: testNowMs + 9 })).toEqual(first);
  });

  test('every source has its own claim, and so has every tenant', async () => {
    const claims = await noClaims();
    await claims.claim(source, first);
    const others = [aMapping({ region: 'eu-west-1' }), { ...source, tenant: 'acct2' }];

    for (const other of others) expect(await claims.claim(other, second)).toEqual(second);
  });

  test('of those who replace a claim that is over, one does', async () => {
    const claims = await noClaims();
    await claims.claim(source, first);
    const replaced = await Promise.all([
      claims.replace(source, first, second),
      claims.replace(source, first, third),
    ]);

    expect(replaced.toSorted()).toEqual([false, true]);
    const winner = replaced[0] ? second : third;
    expect(await claims.claim(source, first)).toEqual(winner);
  });
}
