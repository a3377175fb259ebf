import { epochMs } from '../../lambdas/domain/date-time.ts';
import { entrySizeBytes } from '../../lambdas/domain/delivery.ts';

/** An entry as the probe sends it. */
export interface ProbeEntry {
  readonly source: string;
  readonly detailType: string;
  /** RFC 3339, whole seconds. */
  readonly time: string;
  readonly resources: readonly string[];
  /** JSON text. */
  readonly detail: string;
}

/** What is the same in all entries of a run. */
export type EntryHead = Pick<ProbeEntry, 'source' | 'detailType' | 'time'>;

/** The entry's size as the product counts it. */
export function sizeOf({ source, detail, ...rest }: ProbeEntry): number {
  const event = { id: '', generator: '', detailJson: detail, ...rest };
  return entrySizeBytes(event, source, undefined);
}

/** The entry in a request, as JSON text. */
export function entryText({ source, detailType, time, resources, detail }: ProbeEntry): string {
  return JSON.stringify({
    Source: source,
    Time: epochMs(time) / 1000,
    DetailType: detailType,
    Resources: resources,
    Detail: detail,
  });
}

/** A request of entries that are JSON text already. */
export function requestText(entries: readonly string[]): string {
  return `{"Entries":[${entries.join(',')}]}`;
}
