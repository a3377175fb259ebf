import type { EventDeliveryView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';

/** Why nothing can be sent again to a source now; undefined if it can. */
export function sourceObstacle(
  source: Pick<Source, 'state' | 'retirement' | 'pausedAt'>,
): string | undefined {
  switch (statusOf(source)) {
    case 'deleted':
      return 'The source is deleted. Re-create it first.';
    case 'pending':
      return 'The source is not active: nobody would receive what is sent now.';
    case 'active':
      return source.pausedAt === null ? undefined : 'The source is paused. Resume it first.';
  }
}

/** Why an event cannot be sent again; undefined if it can. */
export function resendObstacle(
  source: Pick<Source, 'state' | 'retirement' | 'pausedAt'>,
  body: EventDeliveryView['body'],
): string | undefined {
  if (body === 'notKept') return 'The contents of this event were not kept.';
  if (body === 'expired') return 'The contents of this event are no longer kept.';
  return sourceObstacle(source);
}
