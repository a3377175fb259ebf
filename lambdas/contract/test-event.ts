import * as v from 'valibot';

/** The detail type of test events, by which customers' rules can match them; the domain uses it, too. */
export { testEventDetailType } from '../domain/test-event.ts';

/** `TestEvent` of openapi.yaml: the answer to a test event. */
export const testEventSchema = v.object({
  id: v.string(),
  detailType: v.string(),
  /** Of the source, when the event was queued. */
  state: v.picklist(['PENDING', 'ACTIVE']),
  wasActive: v.boolean(),
});

/** The result of queueing a test event. */
export type TestEventView = Readonly<v.InferOutput<typeof testEventSchema>>;
