import type { Terminal } from '../../../operate/terminal.ts';

/** A terminal that remembers what was written; not a TTY, so that no progress is shown. */
export function fakeTerminal(input = '') {
  let written = '';
  let complained = '';
  const stopping = new AbortController();
  const terminal: Terminal = {
    input: bytesOf(input),
    output: { write: (text) => (written += text) },
    errorOutput: { write: (text) => (complained += text) },
    stopSignal: () => stopping.signal,
  };
  return {
    terminal,
    stop: () => stopping.abort(),
    written: () => written,
    complained: () => complained,
    json: () => JSON.parse(written),
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
