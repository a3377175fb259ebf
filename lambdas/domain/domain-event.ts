import { writeJson } from './json.ts';
import type { PayloadReference } from './payload/payload-reference.ts';

/** A vendor's event as its services put it on the events queue, after the checks. */
export interface DomainEvent {
  /** The vendor's own id of the event; EventBridge gives it another one for the customer. */
  readonly id: string;
  /** `<tenant>/<resource...>`: the resource that the event is about. */
  readonly generator: string;
  /** 1 to {@link maxDetailTypeLength} characters. */
  readonly detailType: string;
  /** RFC 3339 date-time as date-time.ts reads it; a retry does not change it. */
  readonly time: string;
  readonly resources: readonly string[];
  /**
   * The detail, a JSON object, as its vendor wrote it, white space and all: a part of the text of a message,
   * and so without characters that SQS refuses. Where the detail is referred to, this is what its stub may
   * keep of it.
   */
  readonly detailJson: string;
  /** Where the detail is, if the event does not have it. */
  readonly reference?: PayloadReference;
}

/** The longest detail type, in characters (EventBridge service model, PutPartnerEventsRequestEntry). */
export const maxDetailTypeLength = 128;

/** A domain event as JSON text, in the form that read-domain-event.ts takes. */
export function writeDomainEvent(event: Omit<DomainEvent, 'time'> & { time?: string }): string {
  const { detailJson, resources, reference: detailReference, ...rest } = event;
  const head = {
    ...rest,
    ...(resources.length > 0 && { resources }),
    ...(detailReference !== undefined && { detailReference }),
  };
  return `${writeJson(head).slice(0, -1)},"detail":${detailJson}}`;
}
