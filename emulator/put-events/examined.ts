import { parseEvent } from '../event-pattern/parse-event.ts';
import { mayHaveLongInteger } from './detail-limits.ts';
import { type CompleteEntry, type Entry, entryBytes } from './entry.ts';
import { isJson } from '../is-json.ts';

/** An entry with what the checks look at. */
export type Examined = {
  readonly entry: Entry;
  /** Its place in the request, the first being 0. */
  readonly index: number;
  readonly bytes: number;
  readonly detail: Detail;
  /** Whether the detail may have an integer beyond 64 bits. */
  readonly mayHaveLongInteger: boolean;
};

/** What a Detail is. An empty text counts as none. */
type Detail = 'none' | 'notJson' | 'notObject' | 'object';

/** Looks at an entry's detail, and counts the entry's bytes. */
export function examine(entry: Entry, index: number): Examined {
  return {
    entry,
    index,
    bytes: entryBytes(entry),
    detail: detailOf(entry.Detail),
    mayHaveLongInteger: mayHaveLongInteger(entry.Detail ?? ''),
  };
}

/**
 * What an accepted entry's event is made of. Without a detail type it has an empty one; without a detail an empty
 * object.
 */
export function completeEntryOf({ entry }: Examined): CompleteEntry {
  const { Source = '', DetailType = '', Detail } = entry;
  return { ...entry, Source, DetailType, Detail: Detail || '{}' };
}

function detailOf(text: string | undefined): Detail {
  if (!text) return 'none';
  if (parseEvent(text) !== undefined) return 'object';
  return isJson(text) ? 'notObject' : 'notJson';
}
