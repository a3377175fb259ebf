import { isEventOf } from '../../domain/history/history-key.ts';
import type { Log } from '../../ports/delivery.ts';
import type { HistoryReader } from '../../ports/history.ts';
import type { BodyPlace } from '../../domain/history/row.ts';
import { lineOf } from './frame-bytes.ts';
import type { S3Objects } from '../s3-objects.ts';

/** What reading the texts of events needs. */
export interface BodyReaderServices {
  readonly objects: Pick<S3Objects, 'get'>;
  readonly log: Log;
  /** Called for each text that is not the row's event or not of the row's tenant. */
  readonly onForeignBody: () => void;
}

/** Keys that the sink and the recorder make; a row can lead to nothing else in the bucket. */
const bodyKey = /^bodies\/[-\w/]+$/;

/** What reads the text of an event, and checks that it is the row's. */
export function bodyReader({
  objects,
  log,
  onForeignBody,
}: BodyReaderServices): HistoryReader['body'] {
  return async (tenant, eventId, place) => {
    if (!bodyKey.test(place.key) || place.length <= 0 || place.offset < 0) return undefined;
    const frame = await objects.get(place.key, place);
    const text = frame && readLine(frame, place);
    if (text === undefined) return undefined;
    if (isEventOf(parsed(text), eventId, tenant)) return text;
    log.error('a text in the history is not of its row', { key: place.key, offset: place.offset });
    onForeignBody();
    return undefined;
  };
}

/** A damaged frame counts as one with another text. */
function readLine(frame: Buffer, { line, length }: BodyPlace): string | undefined {
  if (frame.length !== length) return '{}';
  try {
    return lineOf(frame, line);
  } catch {
    return '{}';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
