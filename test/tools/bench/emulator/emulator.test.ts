import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countersAfter } from '../../../../tools/bench/emulator/variant.ts';
import { bareClient, type BareClient } from '../../../../tools/bench/emulator/bare-client.ts';
import { tableOf } from '../../../../tools/bench/emulator/benchmark.ts';
import { putBody } from '../../../../tools/bench/emulator/put-load.ts';
import { makeSources, partner, sourceOf } from '../../../../tools/bench/emulator/sources.ts';
import { startEmulator, type Emulator } from '../../../../emulator/server.ts';

describe('a source of each kind', () => {
  let emulator: Emulator;
  let client: BareClient;
  beforeEach(async () => {
    emulator = await startEmulator();
    client = bareClient(emulator.url, 2);
    await makeSources(client);
  });
  afterEach(async () => {
    client[Symbol.dispose]();
    await emulator.close();
  });

  test.each(['pending', 'active', 'ruled'] as const)(
    'is counted as the benchmark expects it: %s',
    async (kind) => {
      for (let call = 0; call < 3; call += 1) {
        const answer = await client.call(partner, 'PutPartnerEvents', putBody(sourceOf(kind)));
        expect(JSON.parse(answer)).toMatchObject({ FailedEntryCount: 0 });
      }
      const counters = await fetch(`${emulator.url}/_emulator/counters`);

      expect(await counters.json()).toMatchObject(countersAfter(kind, 3));
    },
  );
});

test('entries have a detail of 1 kB', () => {
  const { Entries } = JSON.parse(putBody('aws.partner/x/y'));

  expect(Entries).toHaveLength(20);
  for (const { Detail } of Entries) expect(Detail).toHaveLength(1000);
});

test('the table has medians, and entries of the median of calls', () => {
  const run = { p50Ms: 1.26, p99Ms: 9, cpuMicros: undefined };
  const runs = [100, 300, 200].map((callsPerSecond) => ({ ...run, callsPerSecond }));

  expect(tableOf(new Map([['PENDING', runs]])).rows).toEqual([
    ['PENDING', 200, '100–300', 4_000, 1.3, 9, '-'],
  ]);
});
