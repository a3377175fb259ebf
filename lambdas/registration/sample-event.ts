import { sourceName } from '../domain/source-name.ts';

/** An event as EventBridge hands it to a customer's rule. */
export interface SampleEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  /** The name of the partner event source. */
  readonly source: string;
  readonly account: string;
  /** RFC 3339 date-time. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

// AWS's own documents use this account number in examples.
const account = '111122223333';

/** A sample's detail in the envelope in which a customer would receive it. */
export function sampleEvent(
  partnerName: string,
  detailType: string,
  detail: SampleEvent['detail'],
): SampleEvent {
  return {
    version: '0',
    id: '00000000-0000-4000-8000-000000000000',
    'detail-type': detailType,
    source: sourceName(partnerName, 'tenant/resource', account),
    account,
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  };
}
