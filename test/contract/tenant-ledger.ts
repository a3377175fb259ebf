/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { TenantAdmissions, TenantLedger } from '../../lambdas/ports/registration.ts';
import { aMapping, aNotification, testNowMs } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';
import type { DeliveryTables } from './mapping-table.ts';

/** A tenant ledger beside the mappings that it counts. */
export interface LedgerAndTables extends DeliveryTables {
  readonly ledger: TenantLedger & TenantAdmissions;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const limits = { maxSources: 3, maxPendingSources: 2 };

/** What every tenant ledger must do; `emptyLedger` makes one without anything. */
export function tenantLedgerContract(emptyLedger: () => Promise<LedgerAndTables>): void {
  const ledgerWith = async (...mappings: readonly Mapping[]) => {
    const all = await emptyLedger();
    await registerAll(all.registrations, ...mappings);
    const admit = (mapping: Mapping, nowMs = testNowMs) =>
      all.ledger.admit(mapping, 'acct1', limits, nowMs);
    return { ...all, admit };
  };

  describe('requests', () => {
    test('are counted by the minute, each tenant for itself', async () => {
      const { ledger } = await emptyLedger();
      const end = testNowMs + minuteMs - 1;

      expect(await countRequests(ledger, 'acct1', testNowMs, testNowMs, end)).toEqual([1, 2, 3]);
      expect(await countRequests(ledger, 'acct2', testNowMs)).toEqual([1]);
      expect(await countRequests(ledger, 'acct1', end + 1, end + 1)).toEqual([1, 2]);
      expect(await countRequests(ledger, 'acct1', testNowMs + hourMs)).toEqual([1]);
    });

    test('are counted from the start when the clock was moved back', async () => {
      const { ledger } = await emptyLedger();
      await countRequests(ledger, 'acct1', testNowMs + hourMs, testNowMs + hourMs);

      expect(await countRequests(ledger, 'acct1', testNowMs, testNowMs)).toEqual([1, 2]);
    });

    test('at once are all counted', async () => {
      const { ledger } = await emptyLedger();
      const counts = await Promise.all(
        Array.from({ length: 20 }, async () => await ledger.countRequest('acct1', testNowMs)),
      );

      expect(counts.toSorted((a, b) => a - b)).toEqual(counts.map((_, index) => index + 1));
    });

    test('of tenants of any name are kept apart', async () => {
      const { ledger } = await emptyLedger();
      const names = ['acct1', 'acct1 ', 'ä', '😀', '#', '%20', ' '];

      for (const name of names) expect(await countRequests(ledger, name, testNowMs)).toEqual([1]);
    });
  });

  describe('a source', () => {
    test('is admitted until the tenant has as many as it may have', async () => {
      const { admit } = await ledgerWith(...active(2), retired(4));

      expect(await admit(numbered(5))).toBe('admitted');
      expect(await admit(numbered(6))).toBe('sourceLimit');
    });

    test('is not admitted beside as many that nobody has accepted as there may be', async () => {
      const { admit } = await ledgerWith(pending(0));

      expect(await admit(numbered(5))).toBe('admitted');
      expect(await admit(numbered(6))).toBe('pendingSourceLimit');
    });

    test('that is there, or was admitted already, is admitted again and counts once', async () => {
      const { admit, registrations } = await ledgerWith(...active(1));
      expect(await admit(pending(5))).toBe('admitted');
      expect(await admit(pending(5))).toBe('admitted');
      await registerAll(registrations, pending(5));
      expect(await admit(pending(5))).toBe('admitted');

      expect(await admit(pending(6))).toBe('admitted');
      for (const index of [0, 5, 6]) expect(await admit(numbered(index))).toBe('admitted');
      expect(await admit(numbered(7))).toBe('sourceLimit');
    });

    test('that was admitted and never came counts for a minute', async () => {
      const { admit } = await ledgerWith(...active(2));
      await admit(numbered(5));

      expect(await admit(numbered(6), testNowMs + minuteMs - 1)).toBe('sourceLimit');
      expect(await admit(numbered(6), testNowMs + minuteMs)).toBe('admitted');
    });

    test('whose admission is given back counts no longer, and that of no other time or tenant', async () => {
      const { admit, ledger } = await ledgerWith(...active(2));
      const at = (timeMs: number) => ({
        ...numbered(5),
        createdAt: new Date(timeMs).toISOString(),
      });
      await ledger.release(at(testNowMs), 'acct1', testNowMs);
      await admit(numbered(5));
      await ledger.release(at(testNowMs - 1), 'acct1', testNowMs);
      await ledger.release(at(testNowMs), 'acct2', testNowMs);
      expect(await admit(numbered(6))).toBe('sourceLimit');

      await ledger.release(at(testNowMs), 'acct1', testNowMs);
      expect(await admit(numbered(6))).toBe('admitted');
      expect(await admit(numbered(5))).toBe('sourceLimit');
    });

    test('that two registrations were admitted for counts until both have given it back', async () => {
      const { admit, ledger } = await ledgerWith(...active(2));
      const times = [testNowMs, testNowMs + 1];
      for (const timeMs of times) await admit(numbered(5), timeMs);
      for (const timeMs of times) {
        expect(await admit(numbered(6), testNowMs + 2)).toBe('sourceLimit');
        const createdAt = new Date(timeMs).toISOString();
        await ledger.release({ ...numbered(5), createdAt }, 'acct1', testNowMs + 2);
      }

      expect(await admit(numbered(6), testNowMs + 2)).toBe('admitted');
    });

    test('that is admitted again counts for a minute from then on', async () => {
      const { admit } = await ledgerWith(...active(2));
      await admit(numbered(5));
      await admit(numbered(5), testNowMs + minuteMs - 1);

      expect(await admit(numbered(6), testNowMs + minuteMs)).toBe('sourceLimit');
    });

    test('that somebody has accepted since no longer counts as one that nobody has', async () => {
      const { admit, registrations } = await ledgerWith();
      await admit(numbered(5));
      await registerAll(registrations, numbered(5), pending(0));

      expect(await admit(numbered(6))).toBe('admitted');
    });

    test('that was retired or taken away makes room for another', async () => {
      const { admit, mappings, registrations } = await ledgerWith(...active(3));
      expect(await admit(numbered(5))).toBe('sourceLimit');
      await mappings.retire(numbered(0), aNotification());
      expect(await admit(numbered(5))).toBe('admitted');
      await registrations.remove(numbered(1));

      expect(await admit(numbered(6))).toBe('admitted');
      expect(await admit(numbered(7))).toBe('sourceLimit');
    });

    test('of another tenant does not count', async () => {
      const others = [1, 2, 3].map((index) =>
        aMapping({ generator: `acct2/repo${index}`, tenant: 'acct2' }),
      );
      const { admit, ledger } = await ledgerWith(...others);

      expect(await admit(numbered(5))).toBe('admitted');
      const fourth = { generator: 'acct2/repo4', sourceArn: 'arn:4' };
      expect(await ledger.admit(fourth, 'acct2', limits, testNowMs)).toBe('sourceLimit');
    });

    test('among several at once is admitted while there is room', async () => {
      const { admit } = await ledgerWith(...active(1));
      const answers = await Promise.all([5, 6, 7, 8].map((index) => admit(numbered(index))));

      expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(2);
    });
  });

  describe('an idempotency key', () => {
    test('stands for what it was first used for, for a day', async () => {
      const { ledger } = await emptyLedger();
      const claim = (fingerprint: string, nowMs: number) =>
        ledger.claimKey('acct1', 'key', fingerprint, nowMs);

      expect(await claim('one', testNowMs)).toBe('one');
      expect(await claim('one', testNowMs)).toBe('one');
      expect(await claim('other', testNowMs + 24 * hourMs - 1)).toBe('one');
      expect(await claim('other', testNowMs + 24 * hourMs)).toBe('other');
      expect(await claim('one', testNowMs + 24 * hourMs)).toBe('other');
    });

    test("is the tenant's own", async () => {
      const { ledger } = await emptyLedger();
      await ledger.claimKey('acct1', 'key', 'one', testNowMs);

      expect(await ledger.claimKey('acct2', 'key', 'two', testNowMs)).toBe('two');
      expect(await ledger.claimKey('acct1', 'KEY', 'three', testNowMs)).toBe('three');
    });

    test('claimed by several at once stands for one of them', async () => {
      const { ledger } = await emptyLedger();
      const claims = ['one', 'two', 'three'].map(
        async (fingerprint) => await ledger.claimKey('acct1', 'key', fingerprint, testNowMs),
      );

      expect(new Set(await Promise.all(claims)).size).toBe(1);
    });
  });
}

async function countRequests(
  ledger: TenantLedger & TenantAdmissions,
  tenant: string,
  ...timesMs: readonly number[]
): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const timeMs of timesMs) counts.push(await ledger.countRequest(tenant, timeMs));
  return counts;
}

function numbered(index: number, fields: Partial<Mapping> = {}): Mapping {
  return aMapping({ generator: `acct1/repo${index}`, ...fields });
}

function active(count: number): readonly Mapping[] {
  return Array.from({ length: count }, (_, index) => numbered(index));
}

function pending(index: number): Mapping {
  return numbered(index, { state: 'PENDING' });
}

function retired(index: number): Mapping {
  const retirement = { reason: 'gone', retiredAt: '2026-11-01T00:00:00.000Z' };
  return numbered(index, { state: 'PENDING', retirement });
}
