import { eventResource, type EventIdPlace } from '../../../lambdas/domain/event-resource.ts';
import { stubSchema } from '../../../lambdas/domain/payload/stub-schema.ts';
import type { DescribedDetailType, SampleEvent } from '../../../lambdas/ports/catalog.ts';

/** A detail type as customers read of it. Schemas, samples and pattern are JSON, laid out for people. */
export interface DocumentedType {
  readonly detailType: string;
  readonly description: string;
  /** Of the detail type's files, without an ending. */
  readonly fileName: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** The schema of the stub that comes in place of a large detail; undefined where none comes. */
  readonly stub: Readonly<Record<string, unknown>> | undefined;
  readonly samples: readonly SampleEvent[];
}

/** What documenting a detail type depends on. */
export interface DocumentedStage {
  readonly partnerName: string;
  readonly entryLimits: { readonly eventIdIn: EventIdPlace };
  readonly largeEvents: { readonly relay: 'byReference' | 'no' };
}

/** A detail type of the catalogue as a stage's customers receive it. */
export function documentedType(
  { detailType, description, schema, keptInStub, samples }: DescribedDetailType,
  fileName: string,
  { entryLimits, largeEvents }: DocumentedStage,
): DocumentedType {
  return {
    detailType,
    description,
    fileName,
    schema,
    stub:
      largeEvents.relay === 'byReference' ? stubSchema(detailType, schema, keptInStub) : undefined,
    samples: samples.map((sample) => asReceived(sample, entryLimits.eventIdIn)),
  };
}

/** A sample with the element of `resources` that the relay adds. */
function asReceived(sample: SampleEvent, eventIdIn: EventIdPlace): SampleEvent {
  if (eventIdIn === 'none') return sample;
  return { ...sample, resources: [...sample.resources, eventResource(exampleEventId)] };
}

const exampleEventId = '01JD8W3X5Y';

/** JSON laid out for people. */
export function layOut(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** The event pattern of a rule that takes events of a detail type from the partner's sources alone. */
export function eventPattern(partnerName: string, detailType: string): string {
  return layOut({
    source: [{ prefix: `aws.partner/${partnerName}/` }],
    'detail-type': [detailType],
  });
}
