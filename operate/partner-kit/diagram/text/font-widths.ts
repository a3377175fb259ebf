/** The widths of a font's characters, in parts of the font's size. */
export type FontWidths = (character: string) => number;

/** Reads the widths of the characters from a TrueType file (tables head, hhea, hmtx and cmap). */
export function readFontWidths(file: Uint8Array): FontWidths {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = readTables(view);
  const table = (name: string) => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`The font has no table ${name}`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metricCount = view.getUint16(table('hhea') + 34);
  const metrics = table('hmtx');
  const glyphOf = readGlyphs(view, table('cmap'));
  return (character) => {
    // The last width holds for all glyphs after it.
    const glyph = Math.min(glyphOf(character.codePointAt(0) ?? 0), metricCount - 1);
    return view.getUint16(metrics + 4 * glyph) / unitsPerEm;
  };
}

function readTables(view: DataView): ReadonlyMap<string, number> {
  const count = view.getUint16(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = 12 + 16 * index;
      const name = [0, 1, 2, 3].map((byte) => String.fromCodePoint(view.getUint8(at + byte)));
      return [name.join(''), view.getUint32(at + 8)] as const;
    }),
  );
}

/** The glyphs of the Unicode characters up to U+FFFF: a table of segments (format 4). */
function readGlyphs(view: DataView, cmap: number): (codePoint: number) => number {
  const at = findSegments(view, cmap);
  const segments = view.getUint16(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  return (codePoint) => {
    let index = 0;
    while (index < segments && view.getUint16(ends + 2 * index) < codePoint) index++;
    const start = index < segments ? view.getUint16(starts + 2 * index) : Infinity;
    if (start > codePoint) return 0;
    const delta = view.getUint16(deltas + 2 * index);
    const offset = view.getUint16(offsets + 2 * index);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(offsets + 2 * index + offset + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}

function findSegments(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2);
  for (let index = 0; index < count; index++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
    if (view.getUint16(at) === 4) return at;
  }
  throw new Error('The font has no table of characters in format 4');
}
