import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const CHUNK_CHARACTERS = 65_536;

/** Answers with a JSON array of elements that are already JSON texts, without building it in memory. */
export async function sendJsonArray<Item>(
  response: ServerResponse,
  items: readonly Item[],
  textOf: (item: Item) => string,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  await pipeline(Readable.from(chunksOf(items, textOf), { objectMode: false }), response);
}

function* chunksOf<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): Generator<Buffer> {
  let chunk = '[';
  let separator = '';
  for (const item of items) {
    chunk += separator + textOf(item);
    separator = ',\n';
    if (chunk.length > CHUNK_CHARACTERS) {
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  yield Buffer.from(`${chunk}]\n`);
}
