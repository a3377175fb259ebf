import type { Delivery } from '../domain/delivery.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Disposition } from '../domain/retry-policy.ts';
import type { Decided } from './apply-dispositions.ts';
import type { MappingVersion } from '../ports/delivery.ts';

/** What a batch's attempts told of one source; the events themselves are not kept for it. */
export interface SourceAttempts extends MappingVersion {
  /** The last event that was accepted. */
  acceptedId: string | undefined;
  acceptedDetailType: string | undefined;
  /** When that was, epoch milliseconds. */
  acceptedAtMs: number;
  /** When the error happened that the source showed as something was accepted, epoch milliseconds; 0 if it showed none. */
  resolvedErrorMs: number;
  /** Why the last attempt that failed did. */
  failure: Failure | undefined;
}

/** What a batch's attempts told of each source, by its ARN. */
export type BatchActivity = Map<string, SourceAttempts>;

/**
 * Adds what became of deliveries to a batch's activity. Those that were not attempted tell nothing,
 * and of a source that is gone its retirement tells.
 */
export function gatherActivity(
  decided: readonly Decided<Delivery>[],
  nowMs: number,
  activity: BatchActivity,
): void {
  for (const { delivery, disposition } of decided) {
    const failure = failureOfAttempt(disposition);
    if (disposition.kind !== 'accepted' && failure === undefined) continue;
    const source = activity.get(delivery.sourceArn) ?? begin(delivery, activity);
    if (failure !== undefined) {
      source.failure = failure;
    } else {
      source.acceptedId = delivery.event.id;
      source.acceptedDetailType = delivery.event.detailType;
      source.acceptedAtMs = nowMs;
      if (delivery.standingErrorTime !== undefined)
        source.resolvedErrorMs = Date.parse(delivery.standingErrorTime);
    }
  }
}

function failureOfAttempt(disposition: Disposition): Failure | undefined {
  switch (disposition.kind) {
    case 'retry':
      return disposition.failure;
    case 'deadLetter':
      return disposition.why.failure;
    case 'accepted':
    case 'postpone':
    case 'sourceGone':
      return undefined;
  }
}

function begin(
  { generator, sourceArn, generation }: Delivery,
  activity: BatchActivity,
): SourceAttempts {
  const source = {
    generator,
    sourceArn,
    generation,
    acceptedId: undefined,
    acceptedDetailType: undefined,
    acceptedAtMs: 0,
    resolvedErrorMs: 0,
    failure: undefined,
  };
  activity.set(sourceArn, source);
  return source;
}
