import type { HistoryReader, HistoryReaders } from '../../ports/history.ts';
import { UnreachableError } from '../reachable.ts';

const detail = 'A part of the history cannot be read at the moment.';

/**
 * The same readers, which reject with an {@link UnreachableError}: a request fails if the history of one
 * Region cannot be read, since its answer would look complete.
 */
export function readersWithUnreachableErrors(readers: HistoryReaders): HistoryReaders {
  return new Map([...readers].map(([region, reader]) => [region, reachable(region, reader)]));
}

function reachable(region: string, reader: HistoryReader): HistoryReader {
  const reach = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (cause) {
      const message = `the history of ${region} cannot be reached`;
      throw new UnreachableError(message, { cause, detail });
    }
  };
  return {
    page: (...input) => reach(() => reader.page(...input)),
    hours: (...input) => reach(() => reader.hours(...input)),
    rememberHour: (...input) => reach(() => reader.rememberHour(...input)),
    body: (...input) => reach(() => reader.body(...input)),
    recordingState: () => reach(() => reader.recordingState()),
  };
}
