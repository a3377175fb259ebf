import type { HistoryReader, HistoryReaders } from '../../ports/history.ts';
import type { HistoryPlace, ReadingSettings } from './history-readers.ts';

// Each page of a search would ask for the recorder's state again.
const stateForMs = 1_000;

/** The readers of all Regions, which are loaded with the first question to one of them. */
export function lateReaders(place: HistoryPlace, settings: ReadingSettings): HistoryReaders {
  let loading: Promise<HistoryReaders> | undefined;
  const loaded = async () => {
    const { historyReaders } = await import('./history-readers.ts');
    return historyReaders(place, { stateForMs, ...settings });
  };
  const readerOf = async (region: string): Promise<HistoryReader> => {
    const reader = (await (loading ??= loaded())).get(region);
    if (reader === undefined) throw new Error(`there is no history in ${region}`);
    return reader;
  };
  return new Map(place.historyRegions.map((region) => [region, late(() => readerOf(region))]));
}

function late(reader: () => Promise<HistoryReader>): HistoryReader {
  return {
    page: async (...input) => await (await reader()).page(...input),
    hours: async (...input) => await (await reader()).hours(...input),
    rememberHour: async (...input) => await (await reader()).rememberHour(...input),
    body: async (...input) => await (await reader()).body(...input),
    recordingState: async () => await (await reader()).recordingState(),
  };
}
