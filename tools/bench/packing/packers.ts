import type { RequestLimits } from '../../../lambdas/domain/fill-request.ts';
import { pack } from '../../../lambdas/domain/pack.ts';
import type { Peers, PutEntry } from '../load-peers.ts';
import type { NumberedEntry } from './entries.ts';

/** A method of packing entries into requests. */
export interface Packer {
  readonly name: string;
  /** Whether reading the requests one after the other gives each source's entries in their order. */
  readonly keepsOrder: boolean;
  /** The limits that it keeps to when it is given others. */
  readonly ownLimits?: RequestLimits;
  pack(
    entries: readonly NumberedEntry[],
    limits: RequestLimits,
  ): readonly (readonly NumberedEntry[])[];
}

/** The product's own. */
export const ours: Packer = { name: 'ours', keepsOrder: true, pack };

/** A new request when the entry does not fit into the last one. */
export const nextFit: Packer = {
  name: 'next-fit',
  keepsOrder: true,
  pack(entries, { maxEntries, maxRequestBytes }) {
    const requests: NumberedEntry[][] = [];
    let last: NumberedEntry[] = [];
    let bytes = Infinity;
    for (const entry of entries) {
      if (last.length === maxEntries || bytes + entry.sizeBytes > maxRequestBytes) {
        last = [];
        bytes = 0;
        requests.push(last);
      }
      last.push(entry);
      bytes += entry.sizeBytes;
    }
    return requests;
  },
};

/** The textbook's packing of what has no order: the largest entry first, into the first request with room. */
export const firstFitDecreasing: Packer = {
  name: 'first-fit decreasing',
  keepsOrder: false,
  pack(entries, { maxEntries, maxRequestBytes }) {
    const requests: { entries: NumberedEntry[]; bytes: number }[] = [];
    for (const entry of entries.toSorted((a, b) => b.sizeBytes - a.sizeBytes)) {
      const hasRoom = (request: (typeof requests)[number]) =>
        request.entries.length < maxEntries && request.bytes + entry.sizeBytes <= maxRequestBytes;
      const request = requests.find(hasRoom);
      if (request === undefined) {
        requests.push({ entries: [entry], bytes: entry.sizeBytes });
      } else {
        request.entries.push(entry);
        request.bytes += entry.sizeBytes;
      }
    }
    return requests.map((request) => request.entries);
  },
};

// Texts of any length are parts of it, so that millions of bytes need not be made for each entry.
const filler = 'x'.repeat(2 ** 20);

/** `chunkEntries` of `typebridge` itself, which packs for PutEvents: 10 entries a request. */
export function typebridgePacker({ chunkEntries }: Pick<Peers, 'chunkEntries'>): Packer {
  return {
    name: 'typebridge chunkEntries',
    keepsOrder: true,
    ownLimits: { maxEntries: 10, maxRequestBytes: 256_000 },
    pack(entries) {
      const entryOf = new Map<object, NumberedEntry>();
      const putEntries = entries.map((entry) => {
        const putEntry = putEntryOf(entry);
        entryOf.set(putEntry, entry);
        return putEntry;
      });
      return chunkEntries(putEntries).map((chunk) =>
        chunk.flatMap((one) => entryOf.get(one) ?? []),
      );
    },
  };
}

function putEntryOf({ sizeBytes }: NumberedEntry): PutEntry {
  return { Source: '', DetailType: '', Detail: filler.slice(0, sizeBytes) };
}

/** Those that need no other vendor's package, as the tables show them: ours is the first. */
export const ownPackers: readonly Packer[] = [ours, nextFit, firstFitDecreasing];
