const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1)
    value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
  return value;
});

/** The checksum of a PNG's chunks and of zlib, which Node.js alone has: CRC-32 of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xff_ff_ff_ff;
  for (const byte of bytes) value = Number(table[(value ^ byte) & 0xff]) ^ (value >>> 8);
  return (value ^ 0xff_ff_ff_ff) >>> 0;
}
