import { ListEventBusesCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { everyPage } from '../../../local/console/every-page.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { namePrefix } from '../run-names.ts';
import { sourceNames } from '../sides/partner-side.ts';
import type { Subject } from '../subject/subject.ts';

/** What runs have left in a Region, by the names that they give. */
export interface Leftovers {
  readonly region: string;
  /** Of the partner. */
  readonly sources: readonly string[];
  /** Of the customer. */
  readonly buses: readonly { readonly bus: string; readonly rules: readonly string[] }[];
  readonly queues: readonly string[];
}

const unrecorded: Pick<Recorder, 'call'> = { call: async (_, make) => await make() };

/**
 * Lists what there is in a Region of names that begin so.
 *
 * @param isOwn whether a name of a source, or of its bus, is meant
 */
export async function leftoversIn(
  region: string,
  { partner, customer, connection, tenants }: Subject,
  { isOwn, queuePrefix = namePrefix }: { isOwn: (name: string) => boolean; queuePrefix?: string },
): Promise<Leftovers> {
  const begins = [namePrefix, ...tenantsOf(tenants).map((tenant) => `${tenant}/${namePrefix}`)];
  const prefixes = [tenants.areOwn ? begins.slice(0, 1) : begins]
    .flat()
    .map((generator) => sourceName(connection.partnerName, generator, '').slice(0, -'/'.length));
  const client = partner.eventBridge(region);
  const sources: string[] = [];
  for (const prefix of prefixes) {
    sources.push(...(await sourceNames(prefix, { region, client }, unrecorded)));
  }
  return {
    region,
    sources: sources.filter(isOwn),
    // A customer has few buses, and whose tenants' they are nobody may know any more.
    buses: await busesIn(customer.eventBridge(region), sourcePrefix(connection.partnerName), isOwn),
    queues: await queuesIn(customer.sqs(region), queuePrefix),
  };
}

function tenantsOf({ first, second }: Subject['tenants']): readonly string[] {
  return [first.tenant, ...(second === undefined ? [] : [second.tenant])];
}

function sourcePrefix(partnerName: string): string {
  return `aws.partner/${partnerName}/`;
}

type EventBridge = ReturnType<Subject['customer']['eventBridge']>;

async function busesIn(
  client: EventBridge,
  NamePrefix: string,
  isOwn: (name: string) => boolean,
): Promise<Leftovers['buses']> {
  const found = await everyPage(async (NextToken) => {
    const page = await client.send(new ListEventBusesCommand({ NamePrefix, NextToken }));
    return { items: page.EventBuses, next: page.NextToken };
  });
  const own = found.flatMap(({ Name: name }) => name ?? []).filter(isOwn);
  return await Promise.all(own.map(async (bus) => ({ bus, rules: await rulesOf(bus, client) })));
}

async function rulesOf(bus: string, client: EventBridge): Promise<readonly string[]> {
  const found = await everyPage(async (NextToken) => {
    const request = { EventBusName: bus, NamePrefix: namePrefix, NextToken };
    const page = await client.send(new ListRulesCommand(request));
    return { items: page.Rules, next: page.NextToken };
  });
  return found.flatMap(({ Name: name }) => name ?? []);
}

async function queuesIn(
  client: ReturnType<Subject['customer']['sqs']>,
  QueueNamePrefix: string,
): Promise<readonly string[]> {
  const found = await everyPage(async (NextToken) => {
    // Without a maximum, SQS gives no token for the rest.
    const request = { QueueNamePrefix, MaxResults: 1_000, NextToken };
    const page = await client.send(new ListQueuesCommand(request));
    return { items: page.QueueUrls, next: page.NextToken };
  });
  return found.map((url) => url.slice(url.lastIndexOf('/') + 1));
}
