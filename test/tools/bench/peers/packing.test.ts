import { expect, test } from '@jest/globals';
import { loadPeers } from '../../../../tools/bench/load-peers.ts';
import { checkOrder, checkRequests } from '../../../../tools/bench/packing/check-packed.ts';
import { makeEntries } from '../../../../tools/bench/packing/entries.ts';
import { typebridgePacker } from '../../../../tools/bench/packing/packers.ts';

test('typebridge packs a mix rightly, by its own limits', async () => {
  const packer = typebridgePacker(await loadPeers());
  const mix = { count: 500, medianBytes: 20_000, maxEntryBytes: 262_144, sources: 5 };
  const entries = makeEntries(mix);
  const requests = packer.pack(entries, { maxEntries: 20, maxRequestBytes: 262_144 });

  expect(() => {
    checkRequests(requests, entries, { maxEntries: 10, maxRequestBytes: 256_000 });
    checkOrder(requests);
  }).not.toThrow();
});
