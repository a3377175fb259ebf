import { crc32 } from './crc32.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Its length, its name and its checksum. */
const chunkOverhead = 12;

/** The most pixels on a side: a small file can have so many that they take a browser's memory. */
const longestSide = 4_096;

interface Chunk {
  readonly name: string;
  readonly data: DataView;
}

/** The bits of a pixel's parts that each colour type allows. */
const bitDepths: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
]);
const ofPalette = 3;

/** Why the bytes are no PNG that browsers show; undefined if they are one. Its pixels are not unpacked. */
export function pngProblem(bytes: Uint8Array): string | undefined {
  if (signature.some((byte, index) => bytes[index] !== byte)) return 'is not a PNG';
  const chunks = readChunks(bytes);
  if (chunks === undefined) return 'is a PNG that is cut off or damaged';
  const [header, ...rest] = chunks;
  if (header?.name !== 'IHDR') return 'is a PNG without a header';
  const problem = headerProblem(header.data);
  if (problem !== undefined) return problem;
  const names = rest.map(({ name }) => name);
  if (!names.every(isKnown)) return 'is a PNG with unknown parts';
  if (!names.includes('IDAT')) return 'is a PNG without pixels';
  if (header.data.getUint8(9) !== ofPalette) return undefined;
  const first = names.find((name) => name === 'PLTE' || name === 'IDAT');
  return first === 'PLTE' ? undefined : 'is a PNG without its palette';
}

/** Whether a chunk may be passed over, as its name's first letter says, or is one of pixels. */
function isKnown(name: string): boolean {
  return /^[a-z]|^(?:IDAT|PLTE)$/.test(name);
}

/** All chunks before the last, which is empty; undefined if the bytes are not what was written. */
function readChunks(bytes: Uint8Array): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = signature.length;
  while (at + chunkOverhead <= bytes.length) {
    const end = at + chunkOverhead + view.getUint32(at);
    if (end > bytes.length) return undefined;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === 'IEND') return chunks;
    chunks.push({
      name,
      data: new DataView(bytes.buffer, bytes.byteOffset + at + 8, end - at - 12),
    });
    at = end;
  }
  return undefined;
}

function headerProblem(data: DataView): string | undefined {
  if (data.byteLength !== 13) return 'is a PNG with a wrong header';
  const [width, height] = [data.getUint32(0), data.getUint32(4)];
  if (width === 0 || height === 0) return 'is a PNG without pixels';
  if (Math.max(width, height) > longestSide) {
    return `has ${width} x ${height} pixels, ${longestSide} on a side are allowed`;
  }
  const isRight =
    bitDepths.get(data.getUint8(9))?.includes(data.getUint8(8)) === true &&
    data.getUint16(10) === 0 &&
    data.getUint8(12) <= 1;
  return isRight ? undefined : 'is a PNG with a wrong header';
}
