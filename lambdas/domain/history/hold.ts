import { testEventDetailType } from '../test-event.ts';
import type { Mapping } from '../mapping.ts';
import type { HoldReason } from './row.ts';

/** Why events for a mapping's source are held; undefined if they are relayed. */
export function holdReasonOf({ pausedAt, retirement }: Mapping): HoldReason | undefined {
  if (retirement !== undefined) return 'retired';
  return pausedAt === undefined ? undefined : 'paused';
}

/**
 * Whether an event is worth holding. A test event is not: it shows whether a source receives events now,
 * and weeks later it would only be in the way. So a paused source receives it, and for a retired one it
 * is dropped.
 */
export function canBeHeld({ detailType }: { readonly detailType: string }): boolean {
  return detailType !== testEventDetailType;
}
