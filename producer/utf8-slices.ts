// A slice of so many UTF-16 units has up to three times as many bytes.
const sliceUnits = 65_536;

/** A text as UTF-8, slice by slice, so that it is never in memory a second time. No character is cut in two. */
export function* utf8Slices(text: string): Generator<Buffer> {
  let start = 0;
  while (start < text.length) {
    const end = start + sliceUnits;
    const boundary = isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
    yield Buffer.from(text.slice(start, boundary));
    start = boundary;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
