import * as v from 'valibot';
import { isJsonObject, parseJson, writeJson } from '../json.ts';
import { payloadReferenceSchema, type PayloadReference } from './payload-reference.ts';

/** The text of an event whose detail is elsewhere, taken apart. */
export interface TakenReference {
  /** The event without the reference. */
  readonly text: string;
  readonly reference: PayloadReference;
}

/** Takes the reference out of a domain event's text; undefined if it has none. Never throws. */
export function takeReference(text: string): TakenReference | undefined {
  try {
    return taken(parseJson(text));
  } catch {
    return undefined;
  }
}

function taken(event: unknown): TakenReference | undefined {
  if (!isJsonObject(event)) return undefined;
  const { detailReference, ...rest } = event;
  const read = v.safeParse(payloadReferenceSchema, detailReference);
  return read.success ? { text: writeJson(rest), reference: read.output } : undefined;
}
