import { EventBridge, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { Bus } from 'typebridge';
import type { PrepareSender } from '../sender/sender.ts';
import { sourceOf } from '../sender/sources.ts';

/**
 * `typebridge` itself: its `Bus` packs ten events a call by their size, and makes all calls at once. It
 * asks for a client of the AWS SDK's second version, which is at its end: the third version's replaces it.
 */
export const typebridge: PrepareSender = (events) => {
  const client = new EventBridge();
  const secondVersion = {
    putEvents: (input: PutEventsCommandInput) => ({
      promise: async () => await client.putEvents(input),
    }),
  };
  const bus = new Bus({ name: 'bench', EventBridge: secondVersion });
  const entries = events.map(({ generator, detailType, detail }) => ({
    Source: sourceOf(generator),
    DetailType: detailType,
    Detail: detail,
  }));
  return async () => await bus.put(entries);
};
