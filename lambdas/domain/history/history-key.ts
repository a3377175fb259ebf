import { tenantOf } from '../generator.ts';

// So that no tenant's items are among another's, whatever characters it has, or among the recorder's,
// which begin with the mark.
const mark = '#';

/** How the keys of a tenant's items begin. */
export function tenantPrefix(tenant: string): string {
  return `${tenant.replaceAll('%', '%25').replaceAll(mark, '%23')}${mark}`;
}

/** The tenant of a partition key. */
export function tenantOfPartition(partition: string): string {
  const encoded = partition.slice(0, partition.indexOf(mark));
  return encoded.replaceAll('%23', mark).replaceAll('%25', '%');
}

/**
 * The partition key of a source's chunks.
 *
 * @param arnHash sha256 of the source's ARN in base64url
 */
export function chunkPartition(tenant: string, arnHash: string): string {
  return `${tenantPrefix(tenant)}${arnHash.slice(0, 16)}`;
}

/** The partition key of a source's summaries by hour. */
export function hoursPartition(tenant: string, arnHash: string): string {
  return `${chunkPartition(tenant, arnHash)}${mark}hours`;
}

/** The partition key of what the recorder keeps for itself; no tenant is empty, so that none has it. */
export const recorderPartition = `${mark}recorder`;

/** A time as it is compared as a text: epoch milliseconds with 13 digits. */
export function timeKey(ms: number): string {
  return String(ms).padStart(13, '0');
}

/** The position of a chunk: the time of its run, and its number among those of the source in it. */
export function chunkPosition(runMs: number, number: number): string {
  return `${timeKey(runMs)}${mark}${String(number).padStart(4, '0')}`;
}

/** The time of the run that wrote the chunk at a position. */
export function runOf(position: string): number {
  return Number(position.slice(0, 13));
}

/** The key of an object with texts: by day, so that people find it. */
export function bodiesKey(nowMs: number, unique: string): string {
  return `bodies/${dayAndMinute(nowMs)}-${unique}`;
}

/** The key of an object with rows. */
export function rowsKey(nowMs: number, unique: string): string {
  return `rows/${dayAndMinute(nowMs)}-${unique}`;
}

function dayAndMinute(nowMs: number): string {
  const [year, month, day, hour, minute] = new Date(nowMs).toISOString().split(/[-T:]/);
  return `${year}/${month}/${day}/${hour}${minute}`;
}

/** Whether an event's parsed text is the event of this id, of this tenant. */
export function isEventOf(event: unknown, eventId: string, tenant: string): boolean {
  if (typeof event !== 'object' || event === null) return false;
  if (!('id' in event && 'generator' in event)) return false;
  const { id, generator } = event;
  return id === eventId && typeof generator === 'string' && tenantOf(generator) === tenant;
}
