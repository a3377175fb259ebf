import type { EntryShape } from '../../emulator/observed/observed.ts';
import { sizeOf, type EntryHead, type ProbeEntry } from './probe-entry.ts';

/** The fewest bytes that an entry of any shape has, whatever its source's name. */
export const leastEntryBytes = 1024;

/** What makes an entry so many bytes larger. */
type Filling = Pick<ProbeEntry, 'resources'> & { readonly text: string };

/**
 * An entry of a shape with exactly so many bytes, as the product counts them.
 *
 * @param bytes {@link leastEntryBytes} or more
 */
export function entryOfSize(shape: EntryShape, bytes: number, head: EntryHead): ProbeEntry {
  const missing = bytes - sizeOf(entryWith(head, { resources: [], text: '' }));
  return entryWith(head, fillings[shape](missing));
}

function entryWith(head: EntryHead, { resources, text }: Filling): ProbeEntry {
  return { ...head, resources, detail: `{"text":"${text}"}` };
}

const fillings: Readonly<Record<EntryShape, (bytes: number) => Filling>> = {
  longDetail: (bytes) => ({ resources: [], text: 'a'.repeat(bytes) }),
  unicode: (bytes) => ({ resources: [], text: filled('\u{1F600}', 4, bytes) }),
  // Two bytes of the detail are four in the request, where each of them is escaped.
  escapes: (bytes) => ({ resources: [], text: filled(String.raw`\"`, 2, bytes) }),
  manyResources,
};

function filled(unit: string, unitBytes: number, bytes: number): string {
  return unit.repeat(Math.floor(bytes / unitBytes)) + 'a'.repeat(bytes % unitBytes);
}

// Nearly the longest that EventBridge takes, with its quotes and a comma, which the first one has not.
const resource = 'r'.repeat(2_000);
const resourceBytes = resource.length + '"",'.length;

function manyResources(bytes: number): Filling {
  const count = Math.floor(bytes / resourceBytes);
  const used = count === 0 ? 0 : count * resourceBytes - 1;
  return {
    resources: Array.from({ length: count }, () => resource),
    text: 'a'.repeat(bytes - used),
  };
}
