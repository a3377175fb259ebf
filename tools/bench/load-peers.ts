import { join } from 'node:path';
import type { PrepareSender } from './sender/sender.ts';

/** What `tools/bench/peers` exports, whose packages `npm ci` leaves out. */
export interface Peers {
  readonly castore: PrepareSender;
  readonly typebridge: PrepareSender;
  /** `typebridge`'s own packing of entries into requests. */
  chunkEntries(entries: readonly PutEntry[]): readonly (readonly object[])[];
}

/** An entry of PutEvents, as far as it is packed by its size. */
export interface PutEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** Where the package of the peers is. */
export const peersFolder = join(import.meta.dirname, 'peers');

/** Loads the peers. Rejects when they are not installed. */
export async function loadPeers(): Promise<Peers> {
  // The compiler and the linter must not follow it: `npm run check:apart` checks what is there.
  const { peers }: { peers: Peers } = await import(join(peersFolder, 'index.ts'));
  return peers;
}
