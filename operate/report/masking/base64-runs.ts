import type { Span } from './view.ts';

/** A part of a text that may be Base64. */
export interface Base64Run extends Span {
  readonly run: string;
}

const alphabets = [/[\w-]{8,}={0,2}/g, /[a-z\d+/]{8,}={0,2}/gi];

/** The parts of a text that may be Base64, in both alphabets. */
export function base64Runs(text: string): readonly Base64Run[] {
  return alphabets.flatMap((alphabet) =>
    Array.from(text.matchAll(alphabet), ({ 0: run, index }) => ({
      from: index,
      to: index + run.length,
      run,
    })),
  );
}

/**
 * What a run says as Base64; empty if it is none. Another word may stand before it, so each of the four ways
 * to divide it is tried.
 */
export function base64Text(run: string): string {
  return [0, 1, 2, 3]
    .map((offset) => textOf(Buffer.from(run.slice(offset), 'base64')))
    .filter((text) => text !== '')
    .join('\n');
}

/** The bytes as UTF-8 if most of them are: what is no Base64 is hardly ever. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString();
  const replaced = text.match(/\uFFFD/g)?.length ?? 0;
  return replaced <= text.length / 4 || Buffer.from(text).equals(bytes) ? text : '';
}
