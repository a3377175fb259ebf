import {
  CreatePartnerEventSourceCommand,
  DeletePartnerEventSourceCommand,
  EventBridgeClient,
  ListPartnerEventSourceAccountsCommand,
  ListPartnerEventSourcesCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  type PartnerEventSourceAccount,
} from '@aws-sdk/client-eventbridge';
import { accountId } from '../domain/account-id.ts';
import { sourceStates, type SourceState } from '../domain/source-state.ts';
import type { Observation } from '../domain/observation.ts';
import type { PartnerSources, SourcePage } from '../ports/reconcile.ts';
import { abortAfter } from './abort-after.ts';
import { keptConnections } from './connections.ts';

const pageSize = 100;

/** The partner's sources over the SDK, which makes each call once: the reconciler keeps to a rate. */
export function partnerSources(partnerName: string, { timeoutMs = 10_000 } = {}): PartnerSources {
  const clientOf = regionalClients();
  const callTo = (region: string, withinMs = timeoutMs): Call => ({
    client: clientOf(region),
    options: { abortSignal: abortAfter(withinMs) },
  });
  return {
    list: (region, nextToken) => list(`aws.partner/${partnerName}/`, nextToken, callTo(region)),
    observe: (region, name, withinMs) => observe(name, callTo(region, withinMs)),
    create: (region, name, account) => create(name, account, callTo(region)),
    async delete(region, name, account) {
      const command = new DeletePartnerEventSourceCommand({ Name: name, Account: account });
      const { client, options } = callTo(region);
      await client.send(command, options);
    },
  };
}

/** One client for each Region, which keeps its connections. */
function regionalClients(): (region: string) => EventBridgeClient {
  const clients = new Map<string, EventBridgeClient>();
  return (region) => {
    const client =
      clients.get(region) ??
      new EventBridgeClient({ region, maxAttempts: 1, requestHandler: { ...keptConnections() } });
    clients.set(region, client);
    return client;
  };
}

/** One call to a Region, and the time that it has. */
interface Call {
  readonly client: EventBridgeClient;
  readonly options: { readonly abortSignal: AbortSignal };
}

async function list(
  prefix: string,
  nextToken: string | undefined,
  { client, options }: Call,
): Promise<SourcePage> {
  const command = new ListPartnerEventSourcesCommand({
    NamePrefix: prefix,
    Limit: pageSize,
    NextToken: nextToken,
  });
  const page = await client.send(command, options);
  const sources = (page.PartnerEventSources ?? []).flatMap(({ Name: name, Arn: arn }) =>
    name === undefined || arn === undefined ? [] : [{ name, arn }],
  );
  // Such a listing would never end.
  if (page.NextToken !== undefined && page.NextToken === nextToken) {
    throw new UnclearAnswer('ListPartnerEventSources returned the token of the request');
  }
  return { sources, ...(page.NextToken !== undefined && { nextToken: page.NextToken }) };
}

async function observe(name: string, { client, options }: Call): Promise<Observation> {
  const command = new ListPartnerEventSourceAccountsCommand({ EventSourceName: name });
  try {
    const answer = await client.send(command, options);
    return observationOf(answer.PartnerEventSourceAccounts ?? []);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { kind: 'nonexistent' };
    throw error;
  }
}

async function create(
  name: string,
  account: string,
  { client, options }: Call,
): Promise<'created' | 'exists'> {
  const command = new CreatePartnerEventSourceCommand({ Name: name, Account: account });
  try {
    await client.send(command, options);
    return 'created';
  } catch (error) {
    if (error instanceof ResourceAlreadyExistsException) return 'exists';
    throw error;
  }
}

/** An answer from which nothing can be concluded. */
class UnclearAnswer extends Error {
  override readonly name = 'UnclearAnswer';
}

/** Throws when the answer does not say clearly what the source is. */
function observationOf(accounts: readonly PartnerEventSourceAccount[]): Observation {
  const [{ Account: account = '', State: state = '', CreationTime, ExpirationTime } = {}, another] =
    accounts;
  if (another !== undefined) {
    throw new UnclearAnswer(
      'ListPartnerEventSourceAccounts returned several accounts for one source',
    );
  }
  if (!accountId.test(account) || !isState(state)) {
    throw new UnclearAnswer('ListPartnerEventSourceAccounts returned no account or no state');
  }
  return {
    kind: 'found',
    account,
    state,
    ...(CreationTime && { createdAt: CreationTime.toISOString() }),
    ...(ExpirationTime && { expirationTime: ExpirationTime.toISOString() }),
  };
}

function isState(text: string): text is SourceState {
  return sourceStates.some((state) => state === text);
}
