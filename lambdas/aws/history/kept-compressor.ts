import { isUint32Array } from 'node:util/types';
import type { ZstdOptions } from 'node:zlib';

/** A compressor that is kept from call to call. */
export interface KeptCompressor {
  /**
   * Packs bytes as one frame into other memory, from there on; returns where it ends. Undefined if it cannot, as
   * where the memory has less than {@link roomForPacked}.
   */
  pack(bytes: Buffer, into: Buffer, at: number): number | undefined;
}

/** As much room as zstd may need for what cannot be packed, and more. */
export function roomForPacked(bytes: number): number {
  return bytes + (bytes >> 7) + 1_024;
}

/** How bytes are packed. */
export interface KeptOptions extends Pick<ZstdOptions, 'params'> {
  /** What is larger is not packed. */
  readonly mostBytes: number;
}

/**
 * Keeps one compressor of zstd. `zstdCompressSync` makes one for each call, which costs 15 us: more than to
 * pack 10 kB. Node.js documents no call that keeps it, so this one makes, as npm's own `minizlib` does, the
 * call by which Node.js works: undefined where Node.js has no such call.
 */
export function keptCompressor({ params, mostBytes }: KeptOptions): KeptCompressor | undefined {
  const { ZstdCompress, constants } = process.getBuiltinModule('node:zlib');
  const stream = new ZstdCompress({ ...(params && { params }) });
  let hasFailed = false;
  stream.on('error', () => {
    hasFailed = true;
  });
  const handle: unknown = Reflect.get(stream, '_handle');
  const left: unknown = Reflect.get(stream, '_writeState');
  if (!isHandle(handle) || !isUint32Array(left)) return undefined;
  return {
    pack(bytes, into, at) {
      const { length } = bytes;
      const room = into.length - at;
      if (hasFailed || length > mostBytes || room < roomForPacked(length)) return undefined;
      left.fill(unset);
      handle.writeSync(constants.ZSTD_e_end, bytes, 0, length, into, at, room);
      const [outLeft = unset, inLeft] = left;
      // Without room for the end of the frame there would be more to come.
      return inLeft === 0 && outLeft > 0 && outLeft < room ? into.length - outLeft : undefined;
    },
  };
}

/** What Node.js leaves as it is if it fails. */
const unset = 0xff_ff_ff_ff;

/** The binding beneath a stream of `node:zlib`. It sets how much room and how much input is left. */
interface Handle {
  writeSync(
    ...args: [flush: number, from: Buffer, at: number, length: number, Buffer, number, number]
  ): void;
}

function isHandle(value: unknown): value is Handle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'writeSync' in value &&
    typeof value.writeSync === 'function'
  );
}
