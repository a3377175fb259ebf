import { entrySizeBytes } from '../../lambdas/domain/delivery.ts';
import { stubText } from './expected-stub.ts';
import type { ReceivedDelivery } from './received-delivery.ts';

/** How many stubs do not have the members that they must have, in the vendor's order, and no others. */
export function countWrongStubs(
  deliveries: readonly ReceivedDelivery[],
  maxEntryBytes: number,
): number {
  return deliveries.filter((one) => !isRight(one, maxEntryBytes)).length;
}

function isRight(
  { received: { event, detailJson }, stub }: ReceivedDelivery,
  maxEntryBytes: number,
): boolean {
  if (stub === undefined) return true;
  const { given, expected } = stub;
  const keeping = stubText(expected, given, true);
  const { id, source, time, resources, 'detail-type': detailType } = event;
  const content = { id, generator: '', time, detailType, resources, detailJson: keeping };
  // It keeps nothing where its entry would be too large.
  const keeps = entrySizeBytes(content, source, undefined) <= maxEntryBytes;
  return detailJson === stubText(expected, given, keeps);
}
