import { jsonText, type Delivery } from '../domain/delivery.ts';
import { bodyMemory, type BodyMemory } from './body-memory.ts';
import { escapeJson, roomForEscaped } from './escape-json.ts';
import { entryEnd, entryHead, keptEntries, type KeptEntries } from './kept-entries.ts';

/** The body of a request, in memory that is written again once it is given back. */
export interface EntriesBody {
  readonly bytes: Buffer;
  /** To be called when nobody reads the bytes any more, or not at all. */
  readonly giveBack: () => void;
}

/** Joins the body of a PutPartnerEvents request. */
export type JoinBody = (deliveries: readonly Delivery[]) => EntriesBody;

/** Fourteen requests of a mebibyte, and what escaping adds to them. */
const mostKeptBytes = 32 * 1_048_576;

/** Makes what joins bodies from the bytes that are kept of each event; see {@link keptEntries}. */
export function bodyJoiner(
  memory: BodyMemory = bodyMemory(mostKeptBytes),
  kept: KeptEntries = keptEntries(),
): JoinBody {
  return (deliveries) => {
    const body = growingBody(memory);
    body.write('{"Entries":[');
    for (const [index, delivery] of deliveries.entries()) {
      body.write(`${index === 0 ? '' : ','}{"Source":${jsonText(delivery.sourceName)}`);
      writeMembers(delivery, body, kept);
    }
    body.write(']}');
    return body.end();
  };
}

/** Writes an entry from behind its source to its end. */
function writeMembers(
  { event, idResource, stubJson }: Delivery,
  body: GrowingBody,
  kept: KeptEntries,
): void {
  if (stubJson !== undefined) {
    // Each source has its own link.
    body.write(entryHead(event, idResource));
    body.writeEscaped(stubJson);
    body.write(entryEnd);
    return;
  }
  const entry = kept(event, idResource);
  const isSame = entry.idResource === idResource;
  if (!isSame) body.write(entryHead(event, idResource));
  body.copy(entry.memory, isSame ? entry.start : entry.detailStart, entry.end);
}

type GrowingBody = ReturnType<typeof growingBody>;

/** A body that moves to larger memory when it needs it. */
function growingBody(memory: BodyMemory) {
  let bytes = memory.take(0);
  let end = 0;
  const need = (room: number) => {
    if (end + room <= bytes.length) return;
    const larger = memory.take(Math.max(end + room, 2 * bytes.length));
    bytes.copy(larger, 0, 0, end);
    bytes = larger;
  };
  return {
    write(text: string) {
      need(3 * text.length);
      end += bytes.write(text, end);
    },
    writeEscaped(json: string) {
      need(roomForEscaped(json));
      end = escapeJson(json, bytes, end);
    },
    copy(from: Buffer, start: number, stop: number) {
      need(stop - start);
      end += from.copy(bytes, end, start, stop);
    },
    end: (): EntriesBody => ({
      bytes: bytes.subarray(0, end),
      giveBack: () => memory.giveBack(bytes),
    }),
  };
}
