import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { drawBy } from '../../../support/similar-generators.ts';
import { fuzzedBody, type BodyKind, type FuzzedBody } from './fuzzed-body.ts';
import { realBodies } from './real-bodies.ts';
import { bodyRelay } from './relay-bodies.ts';

/** The results of the bodies of a run. */
export interface FuzzFigures {
  bodies: number;
  bytes: number;
  events: number;
  invalid: number;
  accepted: number;
  deadLetters: number;
  /** By how much the heap in use between batches has grown since the first one, at the most; bytes. */
  grownBytes: number;
  readonly kinds: Partial<Record<BodyKind, number>>;
}

/** Something that is wrong, and the number of the first body of its batch. */
export interface FuzzProblem {
  readonly body: number;
  readonly text: string;
}

const batchSize = 10;
/** Bodies between two looks at the heap. */
const lookAtHeapEvery = 2_000;

/**
 * Relays bodies `first` to `first + count` of a seed, in batches of ten, and stops at the first batch
 * that breaks an invariant.
 */
export async function fuzz(
  { seed, first, count }: { seed: number; first: number; count: number },
  onBatch: (done: number) => void = () => undefined,
): Promise<{ figures: FuzzFigures; problem: FuzzProblem | undefined }> {
  const real = realBodies();
  const relay = bodyRelay();
  const figures: FuzzFigures = {
    bodies: 0,
    bytes: 0,
    events: 0,
    invalid: 0,
    accepted: 0,
    deadLetters: 0,
    grownBytes: 0,
    kinds: {},
  };
  let firstHeapBytes: number | undefined;
  for (let at = first; at < first + count; at += batchSize) {
    if ((at - first) % lookAtHeapEvery === batchSize) {
      const heapBytes = liveHeapBytes();
      firstHeapBytes ??= heapBytes;
      figures.grownBytes = Math.max(figures.grownBytes, heapBytes - firstHeapBytes);
    }
    const bodies = bodiesFrom(at, Math.min(batchSize, first + count - at), seed, real);
    const text = await relayBatch(bodies, relay, figures);
    if (text !== undefined) return { figures, problem: { body: at, text } };
    onBatch(figures.bodies);
  }
  return { figures, problem: undefined };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function liveHeapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function bodiesFrom(
  first: number,
  count: number,
  seed: number,
  real: readonly string[],
): readonly FuzzedBody[] {
  return Array.from({ length: count }, (_, index) =>
    // Far apart, so that one body's numbers are not the next one's.
    fuzzedBody(
      real,
      drawBy(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(first + index, 0x85ebca6b)),
    ),
  );
}

async function relayBatch(
  bodies: readonly FuzzedBody[],
  relay: ReturnType<typeof bodyRelay>,
  figures: FuzzFigures,
): Promise<string | undefined> {
  const total = figures;
  for (const { kind, body } of bodies) {
    total.kinds[kind] = (total.kinds[kind] ?? 0) + 1;
    total.bytes += Buffer.byteLength(body);
  }
  total.bodies += bodies.length;
  try {
    const relayed = await relay(bodies.map(({ body }) => body));
    total.events += relayed.events;
    total.invalid += relayed.invalid;
    total.accepted += relayed.accepted;
    total.deadLetters += relayed.deadLetters;
    return relayed.problems[0];
  } catch (error) {
    return `it threw ${Error.isError(error) ? error.stack : String(error)}`;
  }
}
