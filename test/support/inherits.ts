import type { Mapping } from '../../lambdas/domain/mapping.ts';

/** A registration with what the mapping in whose place it comes leaves to it. */
export function inherits(
  mapping: Mapping,
  former: Mapping | undefined,
  { isOverRetired }: { readonly isOverRetired: boolean },
): Mapping {
  if (former === undefined) return mapping;
  const { missedSince = mapping.missedSince, missedUntil, doubt, skipBefore } = former;
  const { pausedAt, sendsMissedOnceActive }: Partial<Mapping> = isOverRetired ? {} : former;
  const outbox = [...(former.outbox ?? []), ...(mapping.outbox ?? [])];
  const hasOutbox = former.outbox !== undefined || mapping.outbox !== undefined;
  return {
    ...(missedUntil !== undefined && { missedUntil }),
    ...(doubt && { doubt }),
    ...(skipBefore !== undefined && { skipBefore }),
    ...(pausedAt !== undefined && { pausedAt }),
    ...(sendsMissedOnceActive !== undefined && { sendsMissedOnceActive }),
    ...mapping,
    ...(missedSince !== undefined && { missedSince }),
    ...(hasOutbox && { outbox }),
  };
}
