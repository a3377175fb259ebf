import type { Output } from '../terminal/live-line.ts';

/** What a command reads, and where its result, progress and errors go. */
export interface Terminal {
  readonly input: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly output: Output;
  readonly errorOutput: Output;
  /** From the first call on, Ctrl-C no longer ends the process but aborts the signal; a second one ends it. */
  readonly stopSignal: () => AbortSignal;
}

/** Prints a command's result as one JSON document. */
export function printJson({ output }: Pick<Terminal, 'output'>, value: unknown): void {
  output.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Prints lines of text. */
export function printLines(
  { output }: Pick<Terminal, 'output'>,
  lines: readonly (string | readonly string[])[],
): void {
  output.write(
    lines
      .flat()
      .map((line) => `${line}\n`)
      .join(''),
  );
}
