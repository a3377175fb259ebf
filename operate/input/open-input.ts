import { createReadStream } from 'node:fs';
import { checkReadable } from '../../terminal/json-file.ts';
import type { Terminal } from '../terminal.ts';

/** Opens a file or standard input. Rejects with an InputError if a file cannot be read. */
export async function openInput(
  path: string,
  { input, errorOutput }: Terminal,
): Promise<{ readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }> {
  if (path !== '-') {
    await checkReadable(path);
    return { name: path, chunks: chunksOf(path) };
  }
  if (input.isTTY === true)
    errorOutput.write('Reading events from the terminal. Press Ctrl-D to end.\n');
  return { name: 'standard input', chunks: input };
}

/** Opens the file only when it is read: an earlier error would go unnoticed. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}
