import * as v from 'valibot';
import { hashOf } from './model-payloads.ts';
import type { PayloadPlace } from './payload-place.ts';

const referring = v.object({ detailReference: v.object({ key: v.string(), sha256: v.string() }) });

/** Whether the text of an event has a detail, or refers to where it is. */
export function hasDetail(
  text: string,
  detailJson: string,
  { objects }: Pick<PayloadPlace, 'objects'>,
): boolean {
  if (text.includes(detailJson)) return true;
  const read = v.safeParse(referring, JSON.parse(text));
  if (!read.success) return false;
  const { key, sha256 } = read.output.detailReference;
  return sha256 === hashOf(detailJson) && objects.get(key)?.text === detailJson;
}
