import type { Delivery } from '../domain/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Disposition } from '../domain/retry-policy.ts';
import type { Decided } from './apply-dispositions.ts';
import type { MappingVersion } from '../ports/delivery.ts';

/** What a batch's attempts showed about one source; the events themselves are not kept. */
export interface SourceAttempts extends MappingVersion {
  /** Id of the last event that was accepted. */
  acceptedId: string | undefined;
  acceptedDetailType: string | undefined;
  /** The mapping that it was accepted for. */
  acceptedFor: Mapping | undefined;
  /** When that was, epoch milliseconds. */
  acceptedAtMs: number;
  /** When the error happened that the source still showed when an event was accepted, epoch milliseconds; 0 if none. */
  resolvedErrorMs: number;
  /** Of the last attempt that failed. */
  failure: Failure | undefined;
}

/** What a batch's attempts showed about each source, by its ARN. */
export type BatchActivity = Map<string, SourceAttempts>;

/**
 * Adds the results of deliveries to a batch's activity. Deliveries that were not attempted add nothing;
 * neither do those of a source that is gone, since its mapping's retirement shows that.
 */
export function gatherActivity(
  decided: readonly Decided<Delivery & { readonly mapping: Mapping }>[],
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
      source.acceptedFor = delivery.mapping;
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
    case 'drop':
    case 'hold':
    case 'skip':
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
    acceptedFor: undefined,
    acceptedAtMs: 0,
    resolvedErrorMs: 0,
    failure: undefined,
  };
  activity.set(sourceArn, source);
  return source;
}
