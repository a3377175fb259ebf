import { chunkEntries } from 'typebridge/dist/Bus.js';
import type { Peers } from '../load-peers.ts';
import { castore } from './castore.ts';
import { typebridge } from './typebridge.ts';

/** All that the benchmarks use of other vendors' packages. */
export const peers: Peers = { castore, typebridge, chunkEntries };
