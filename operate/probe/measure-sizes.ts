import {
  entryShapes,
  type EntryShape,
  type ObservedAnswer,
  type ObservedLimit,
  type ObservedRegion,
} from '../../emulator/observed/observed.ts';
import { entryOfSize, leastEntryBytes } from './entry-shapes.ts';
import { findLimit, type FoundLimit, type SizeAnswer } from './find-limit.ts';
import { answerAt, answerText, isAccepted } from './observed-answers.ts';
import { ownNames, type ProbeContext } from './probe-context.ts';
import { entryText, requestText } from './probe-entry.ts';

type Answer = ObservedAnswer | undefined;
type LimitsByShape = Partial<Record<EntryShape, ObservedLimit>>;

/** The largest entry and the largest request, in each shape and over all. */
export async function measureSizes(
  context: ProbeContext,
): Promise<
  Pick<ObservedRegion, 'entryBytes' | 'entryBytesByShape' | 'requestBytes' | 'requestBytesByShape'>
> {
  const { expected, effort } = context;
  const ofEntries = await inEachShape(context, 'entry', expected.maxEntryBytes, {
    floor: leastEntryBytes,
    sizesOf: (bytes) => [bytes],
  });
  const entryBytes = smallestOfAll(ofEntries);
  const largestEntry = entryBytes?.accepted ?? leastEntryBytes;
  const ofRequests = await inEachShape(context, 'request', expected.maxRequestBytes, {
    floor: 2 * leastEntryBytes,
    ceiling: Math.min(effort.ceilingBytes, maxEntries * largestEntry),
    sizesOf: (bytes) => shared(bytes, largestEntry),
  });
  const requestBytes = smallestOfAll(ofRequests);
  return {
    ...(entryBytes && { entryBytes, entryBytesByShape: ofEntries }),
    ...(requestBytes && { requestBytes, requestBytesByShape: ofRequests }),
  };
}

// PutPartnerEvents' limit (service model).
const maxEntries = 20;

/** As few entries as can have so many bytes together, but more than one. */
function shared(bytes: number, largestEntry: number): readonly number[] {
  const count = Math.max(2, Math.ceil(bytes / largestEntry));
  const each = Math.floor(bytes / count);
  const rest = bytes % count;
  return Array.from({ length: count }, (_, index) => (index < rest ? each + 1 : each));
}

interface SizeRange {
  readonly floor: number;
  readonly ceiling?: number;
  /** The sizes of the entries of a request. */
  readonly sizesOf: (bytes: number) => readonly number[];
}

async function inEachShape(
  context: ProbeContext,
  what: 'entry' | 'request',
  expected: number,
  { floor, ceiling = context.effort.ceilingBytes, sizesOf }: SizeRange,
): Promise<LimitsByShape> {
  const limits: LimitsByShape = {};
  // What one shape's limit is, the others' may well be.
  const hints = [expected];
  for (const shape of entryShapes) {
    context.show(`largest ${what}, ${shape}`);
    const ask = (bytes: number) => askForSize(context, shape, sizesOf(bytes));
    const found = await findLimit({ floor, ceiling, hints, ask });
    const limit = limitOf(found, `${what} of shape ${shape}`, context);
    if (limit === undefined) continue;
    limits[shape] = limit;
    hints.unshift(limit.accepted);
  }
  return limits;
}

async function askForSize(
  { head, put, ...context }: ProbeContext,
  shape: EntryShape,
  sizes: readonly number[],
): Promise<SizeAnswer<Answer>> {
  const entries = sizes.map((bytes) => entryText(entryOfSize(shape, bytes, head)));
  const settled = await put(requestText(entries));
  if (isAccepted(settled)) return { kind: 'accepted' };
  const refusedAt =
    settled.kind === 'answered' ? settled.results.findIndex(({ ErrorCode }) => ErrorCode) : 0;
  const answer = answerAt(settled, Math.max(0, refusedAt), ownNames({ head, ...context }));
  return { kind: 'refused', answer };
}

function limitOf(
  found: FoundLimit<Answer>,
  what: string,
  { note }: ProbeContext,
): ObservedLimit | undefined {
  if (found.kind === 'none') {
    note(`no ${what} was accepted, not even the smallest: ${answerText(found.answer)}`);
    return undefined;
  }
  const { accepted, refused, contradictions } = found;
  if (contradictions.length > 0) {
    note(
      `the limit of the ${what} is not clear, and is left out: ${accepted} bytes were accepted and ${refused?.size ?? 'no more'} refused, but ${contradictions.join(', ')} the other way round`,
    );
    return undefined;
  }
  return observedLimitOf(accepted, refused);
}

/** A limit as it is written down. */
export function observedLimitOf(
  accepted: number,
  refused: { readonly size: number; readonly answer: Answer } | undefined,
): ObservedLimit {
  if (refused === undefined) return { accepted };
  const { size, answer } = refused;
  return { accepted, refused: size, ...(answer && { answer }) };
}

/** Undefined unless each shape has its limit: another one may have a smaller one. */
function smallestOfAll(limits: LimitsByShape): ObservedLimit | undefined {
  if (entryShapes.some((shape) => limits[shape] === undefined)) return undefined;
  return Object.values(limits).toSorted((one, other) => one.accepted - other.accepted)[0];
}
