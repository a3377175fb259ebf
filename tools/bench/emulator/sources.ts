import type { BareClient } from './bare-client.ts';

/** The vendor's account, and the customer's. */
export const partner = '999999999999';
const customer = '000000000101';

/** The result of an entry for a source. */
export type SourceKind = 'pending' | 'active' | 'ruled';

/** The name of the source of a kind. */
export function sourceOf(kind: SourceKind): string {
  return `aws.partner/bench.test/acct1/${kind}/${customer}`;
}

/** Makes a source of each kind: one that nobody accepted, one with a bus, one whose bus has a rule. */
export async function makeSources(client: BareClient): Promise<void> {
  for (const kind of ['pending', 'active', 'ruled'] as const) {
    const source = JSON.stringify({ Name: sourceOf(kind), Account: customer });
    await client.call(partner, 'CreatePartnerEventSource', source);
    if (kind === 'pending') continue;
    const bus = { Name: sourceOf(kind), EventSourceName: sourceOf(kind) };
    await client.call(customer, 'CreateEventBus', JSON.stringify(bus));
  }
  const EventBusName = sourceOf('ruled');
  const EventPattern = JSON.stringify({ detail: { n: [{ numeric: ['>', 0] }] } });
  await client.call(
    customer,
    'PutRule',
    JSON.stringify({ Name: 'bench', EventBusName, EventPattern }),
  );
  const target = { Id: 'log', Arn: `arn:aws:logs:us-east-1:${customer}:log-group:bench` };
  const targets = { Rule: 'bench', EventBusName, Targets: [target] };
  await client.call(customer, 'PutTargets', JSON.stringify(targets));
}
