import * as v from 'valibot';

/** What a link is for: one object for one registration of one source. */
export interface PayloadLink {
  readonly generator: string;
  readonly sourceArn: string;
  /** Of the mapping: a source that was registered anew does not revive links. */
  readonly generation: string;
  readonly bucket: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
}

const linkSchema = v.strictTuple([
  v.literal(1),
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.number(),
]);

/** The text of a link, over which its code is made; the first element is the version of the form. */
export function writeLink(link: PayloadLink): string {
  const { generator, sourceArn, generation, bucket, key, expiresAtMs } = link;
  return JSON.stringify([1, generator, sourceArn, generation, bucket, key, expiresAtMs]);
}

/** Reads the text of a link; undefined if it is none. Never throws. */
export function readLink(text: string): PayloadLink | undefined {
  const read = v.safeParse(linkSchema, parsed(text));
  if (!read.success) return undefined;
  const [, generator, sourceArn, generation, bucket, key, expiresAtMs] = read.output;
  return { generator, sourceArn, generation, bucket, key, expiresAtMs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
