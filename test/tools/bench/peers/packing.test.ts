import { expect, test } from '@jest/globals';
import { loadPeers } from '../../../../tools/bench/load-peers.ts';
import { checkOrder, checkRequests } from '../../../../tools/bench/packing/check-packed.ts';
import { makeEntries } from '../../../../tools/bench/packing/entries.ts';
import { typebridgePacker } from '../../../../tools/bench/packing/packers.ts';
import { logNormal } from '../../../../tools/bench/packing/sizes.ts';

test('typebridge packs a mix rightly, by its own limits', async () => {
  const packer = typebridgePacker(await loadPeers());
  const bytes = { maxEntryBytes: 262_144, maxRequestBytes: 262_144 };
  const entries = makeEntries({ count: 500, sizes: logNormal(20), sources: 5, ...bytes });
  const requests = packer.pack(entries, { maxEntries: 20, maxRequestBytes: 262_144 });

  expect(() => {
    checkRequests(requests, entries, { maxEntries: 10, maxRequestBytes: 256_000 });
    checkOrder(requests);
  }).not.toThrow();
});
