/** A part of a text, from one index up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text as it reads after decoding, and where each part of it comes from. */
export interface View {
  readonly text: string;
  /** The part of the original text that a part of this text was decoded from. */
  origin(span: Span): Span;
}

/** A part of a view: copied, or decoded as a whole. */
interface Segment {
  readonly at: number;
  readonly source: Span;
  readonly isCopied: boolean;
}

/** The text as it stands. */
export function plainView(text: string): View {
  return { text, origin: (span) => span };
}

/** A view in which every match of a pattern is decoded; undefined if that changes nothing. */
export function decodedView(
  view: View,
  pattern: RegExp,
  decode: (encoded: string) => string,
): View | undefined {
  const segments: Segment[] = [];
  let text = '';
  let copiedTo = 0;
  const add = (part: string, source: Span, isCopied: boolean) => {
    if (part === '') return;
    segments.push({ at: text.length, source, isCopied });
    text += part;
  };
  const copyUpTo = (to: number) => add(view.text.slice(copiedTo, to), { from: copiedTo, to }, true);
  for (const { 0: encoded, index } of view.text.matchAll(pattern)) {
    const plain = decode(encoded);
    if (plain === encoded) continue;
    copyUpTo(index);
    copiedTo = index + encoded.length;
    add(plain, { from: index, to: copiedTo }, false);
  }
  if (copiedTo === 0) return undefined;
  copyUpTo(view.text.length);
  return { text, origin: (span) => view.origin(sourceOf(segments, span)) };
}

function sourceOf(segments: readonly Segment[], { from, to }: Span): Span {
  const first = segmentAt(segments, from);
  const last = segmentAt(segments, to - 1);
  if (first === undefined || last === undefined) return { from, to };
  return {
    from: first.isCopied ? first.source.from + (from - first.at) : first.source.from,
    to: last.isCopied ? last.source.from + (to - last.at) : last.source.to,
  };
}

/** The segment that an index of the decoded text belongs to. */
function segmentAt(segments: readonly Segment[], index: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const segment = segments[middle];
    if (segment !== undefined && segment.at <= index) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}
