import type { Received } from '../emulator-view.ts';
import type { Expectation } from '../expectation.ts';
import { fingerprint } from '../expected-event.ts';
import { stubMark, type ExpectedStub } from './expected-stub.ts';
import { readStub, type ReceivedStub } from './read-stub.ts';

/** An event that a customer received, as one of the deliveries that were expected. */
export interface ReceivedDelivery {
  readonly received: Received;
  /** The delivery's fingerprint. */
  readonly key: string;
  /** Present if it came with a stub. */
  readonly stub?: { readonly given: ReceivedStub; readonly expected: ExpectedStub };
}

/** The delivery that a received event is. A vendor's own detail may look like a stub. */
export function receivedDelivery(
  received: Received,
  { deliveries, stubs }: Pick<Expectation, 'deliveries' | 'stubs'>,
): ReceivedDelivery {
  const { region, account, event, detailJson } = received;
  const content = {
    region,
    account,
    sourceName: event.source,
    DetailType: event['detail-type'],
    Resources: event.resources,
  };
  const whole = fingerprint({ ...content, Detail: detailJson });
  const given = deliveries.has(whole) ? undefined : readStub(event.detail);
  if (given === undefined) return { received, key: whole };
  const key = fingerprint({ ...content, Detail: stubMark(given) });
  const expected = stubs.get(key);
  return expected === undefined
    ? { received, key: whole }
    : { received, key, stub: { given, expected } };
}
