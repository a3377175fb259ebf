import { folderOf, hashOf, keptDays, modelBucket } from './model-payloads.ts';
import type { PlacedObject } from './payload-place.ts';

/**
 * How a producer refers to an event's detail. `unhashed`: S3 keeps no SHA-256 of the object. `ending`: the time of
 * the object ends in twenty minutes. The others are wrong.
 */
export const referenceKinds = [
  'right',
  'unhashed',
  'ending',
  'missing',
  'other tenant',
  'other bucket',
  'other size',
  'other hash',
  'over',
] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

const rightKinds: ReadonlySet<ReferenceKind> = new Set(['right', 'unhashed', 'ending']);

/** Whether an event whose detail is referred to in this way can be relayed. */
export function isRightReference(kind: ReferenceKind): boolean {
  return rightKinds.has(kind);
}

/** A reference as it stands in a message, and the object that the producer stored. */
export interface PlannedReference {
  readonly kind: ReferenceKind;
  readonly detailReference: {
    readonly bucket: string;
    readonly key: string;
    readonly sizeBytes: number;
    readonly sha256: string;
  };
  /** Absent if there is none; `ageMs`: how old the object is when its event is published. */
  readonly object?: Omit<PlacedObject, 'lastModifiedMs'> & { readonly ageMs: number };
}

const minuteMs = 60_000;
const keptMs = keptDays * 24 * 60 * minuteMs;

/** The reference to an event's detail. */
export function plannedReference(
  kind: ReferenceKind,
  { id, generator, detailJson: text }: Readonly<Record<'id' | 'generator' | 'detailJson', string>>,
): PlannedReference {
  const sha256 = hashOf(text);
  const folder = folderOf(kind === 'other tenant' ? 'somebody/else' : generator);
  const detailReference = {
    bucket: kind === 'other bucket' ? 'payloads-eu-west-1' : modelBucket,
    key: `in/${folder}/${id}`,
    sizeBytes: Buffer.byteLength(text) + (kind === 'other size' ? 1 : 0),
    sha256: kind === 'other hash' ? hashOf(`not ${text}`) : sha256,
  };
  if (kind === 'missing') return { kind, detailReference };
  const object = { text, ageMs: ageOf(kind), ...(kind !== 'unhashed' && { sha256 }) };
  return { kind, detailReference, object };
}

function ageOf(kind: ReferenceKind): number {
  if (kind === 'over') return keptMs + 20 * minuteMs;
  return kind === 'ending' ? keptMs - 20 * minuteMs : 0;
}
