import type { Mapping } from '../../lambdas/domain/mapping.ts';

/** A registration with what the mapping in whose place it comes leaves to it. */
export function inherits(
  mapping: Mapping,
  former: Mapping | undefined,
  { isOverRetired }: { readonly isOverRetired: boolean },
): Mapping {
  if (former === undefined) return mapping;
  const ofFormer = new Set<string>([
    'missedUntil',
    'doubt',
    'skipBefore',
    ...(isOverRetired ? [] : ['pausedAt', 'sendsMissedOnceActive']),
  ]);
  const left = Object.fromEntries(Object.entries(former).filter(([name]) => ofFormer.has(name)));
  const { leftBefore = mapping.leftBefore } = former;
  const [first, second] = isOverRetired ? [mapping, former] : [former, mapping];
  const missedSince = first.missedSince ?? second.missedSince;
  const outbox = [former, mapping].flatMap((one) => one.outbox ?? []);
  return {
    ...left,
    ...mapping,
    ...(missedSince !== undefined && { missedSince }),
    ...(leftBefore !== undefined && { leftBefore }),
    ...((former.outbox ?? mapping.outbox) && { outbox }),
  };
}
