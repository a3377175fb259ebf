import type { Behaviour } from '../behaviour/behaviour.ts';
import { isComplete } from './entry.ts';
import { refuseFor, type Refusal, refusalIn, refusalOf } from './entry-checks.ts';
import type { Examined } from './examined.ts';

/**
 * Whether each entry is right by itself: its refusal, or undefined. Throws an AwsError when the request is refused.
 */
export function judgeEntries(
  entries: readonly Examined[],
  behaviour: Behaviour,
): (Refusal | undefined)[] {
  const isIncomplete = !entries.some(({ entry }) => isComplete(entry));
  const { onlyIncomplete } = behaviour.answers;
  if (isIncomplete) refuseFor(onlyIncomplete);
  const judged = entries.map((examined) => {
    if (isIncomplete && lacksAll(examined)) return refusalIn(onlyIncomplete);
    refuseFor(refusalOf('requestRefused', examined, behaviour));
    return refusalOf('entryRefused', examined, behaviour);
  });
  return withSum(entries, judged, behaviour);
}

function lacksAll({ entry: { Source, DetailType, Detail } }: Examined): boolean {
  return !Source && !DetailType && !Detail;
}

/** Refuses the entries with which the sum exceeds its limit. One that is too large by itself counts for nothing. */
function withSum(
  entries: readonly Examined[],
  judged: readonly (Refusal | undefined)[],
  { answers, maxEntryBytes, maxRequestBytes }: Behaviour,
): (Refusal | undefined)[] {
  const { requestTooLarge } = answers;
  let sum = 0;
  return entries.map(({ bytes }, index) => {
    if (bytes <= maxEntryBytes) sum += bytes;
    if (sum > maxRequestBytes) refuseFor(requestTooLarge);
    return judged[index] ?? (sum > maxRequestBytes ? refusalIn(requestTooLarge) : undefined);
  });
}
