import {
  DeletePartnerEventSourceCommand,
  DescribePartnerEventSourceCommand,
  ListPartnerEventSourceAccountsCommand,
  ListPartnerEventSourcesCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { everyPage } from '../../../local/console/every-page.ts';
import { isNotFound } from '../evidence/failure-text.ts';
import type { Recorder } from '../evidence/recorder.ts';

/** The account that a source is for, and its state. */
export interface SourceAccount {
  readonly account: string | undefined;
  readonly state: string | undefined;
}

/** A Region's EventBridge, with the credentials of one side. */
export interface RegionClient {
  readonly region: string;
  readonly client: Pick<EventBridgeClient, 'send'>;
}

/** What the partner sees of a source in a Region; undefined if there is none of this name. */
export async function accountOfSource(
  name: string,
  { region, client }: RegionClient,
  { call }: Pick<Recorder, 'call'>,
): Promise<SourceAccount | undefined> {
  const request = { EventSourceName: name };
  try {
    const { PartnerEventSourceAccounts: [first] = [] } = await call(
      {
        title: 'The partner asks which account has the source, and its state',
        call: `ListPartnerEventSourceAccounts, ${region}`,
        by: 'partner',
        request,
      },
      async () => await client.send(new ListPartnerEventSourceAccountsCommand(request)),
    );
    return first && { account: first.Account, state: first.State };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether the partner has a source of this name in a Region. */
export async function sourceExists(
  name: string,
  { region, client }: RegionClient,
  { call }: Pick<Recorder, 'call'>,
): Promise<boolean> {
  const request = { Name: name };
  try {
    await call(
      {
        title: 'The partner asks for the source',
        call: `DescribePartnerEventSource, ${region}`,
        by: 'partner',
        request,
      },
      async () => await client.send(new DescribePartnerEventSourceCommand(request)),
    );
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Deletes a source with the partner's API, as if the product did not exist. */
export async function deleteSourceDirectly(
  { name, account }: { readonly name: string; readonly account: string },
  { region, client }: RegionClient,
  { call }: Pick<Recorder, 'call'>,
): Promise<void> {
  const request = { Name: name, Account: account };
  await call(
    {
      title: 'The partner deletes the source behind the product’s back',
      call: `DeletePartnerEventSource, ${region}`,
      by: 'partner',
      request,
    },
    async () => await client.send(new DeletePartnerEventSourceCommand(request)),
  );
}

/** The names of the partner's sources in a Region that begin so. */
export async function sourceNames(
  prefix: string,
  { region, client }: RegionClient,
  { call }: Pick<Recorder, 'call'>,
): Promise<readonly string[]> {
  const found = await everyPage(async (NextToken) => {
    const request = { NamePrefix: prefix, NextToken };
    const page = await call(
      {
        title: 'The partner lists its sources',
        call: `ListPartnerEventSources, ${region}`,
        by: 'partner',
        request,
      },
      async () => await client.send(new ListPartnerEventSourcesCommand(request)),
    );
    return { items: page.PartnerEventSources, next: page.NextToken };
  });
  return found.flatMap(({ Name: name }) => name ?? []);
}
