import { gatherBySource, type OwnedRow } from '../domain/history/gather.ts';
import type { BodyPlace } from '../domain/history/row.ts';
import type { NewText, RecorderServices, WriteTime } from '../ports/recorder.ts';
import type { ReadMessage } from './receive-round.ts';

/** What was written in a round. */
export interface WrittenRound {
  readonly rows: number;
  readonly chunks: number;
  /** The time of the earliest row, epoch milliseconds. */
  readonly oldestMs: number;
}

/** Writes a round's texts and then its rows; undefined if not everything is written in time. */
export async function writeRound(
  messages: readonly ReadMessage[],
  { table, storeTexts }: Pick<RecorderServices, 'table' | 'storeTexts'>,
  { roundMs, untilMs }: WriteTime & { readonly roundMs: number },
): Promise<WrittenRound | undefined> {
  const texts = messages.flatMap((message) => message.texts);
  const places = texts.length === 0 ? noPlaces : await storeTexts(texts, { untilMs });
  const sources = gatherBySource(placedRows(messages, places));
  const chunks = await table.writeChunks(sources, roundMs, { untilMs });
  if (chunks === undefined) return undefined;
  const rows = sources.reduce((sum, source) => sum + source.rows.length, 0);
  const oldest = sources.map((source) => source.rows[0]?.atMs ?? roundMs);
  return { rows, chunks, oldestMs: oldest.reduce((one, other) => Math.min(one, other), roundMs) };
}

const noPlaces: ReadonlyMap<NewText, BodyPlace> = new Map();

function* placedRows(
  messages: readonly ReadMessage[],
  places: ReadonlyMap<NewText, BodyPlace>,
): Generator<OwnedRow> {
  for (const { rows, texts } of messages) {
    for (const { text, ...owned } of rows) {
      const own = text === undefined ? undefined : texts[text];
      const body = own && places.get(own);
      yield body === undefined ? owned : { ...owned, row: { ...owned.row, body } };
    }
  }
}
