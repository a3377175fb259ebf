import {
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DeletePartnerEventSourceCommand,
  EventBridgeClient,
  ListPartnerEventSourceAccountsCommand,
} from '@aws-sdk/client-eventbridge';
import pLimit from 'p-limit';
import { randomUUID } from 'node:crypto';
import { dynamodbRegistrationTable } from '../lambdas/aws/dynamodb-registration-table.ts';
import { nameSource, newMapping } from '../lambdas/domain/mapping.ts';
import type { SourceState } from '../lambdas/domain/source-state.ts';
import type { Cloud } from './cloud.ts';
import type { SourceInput } from './input/sources.ts';
import { localDynamoDbClient } from './mapping-table.ts';
import { credentialsOf, partnerAccount, partnerName } from './partner.ts';
import { logTo } from '../terminal/log-to.ts';

const registrationsInFlight = 8;

/**
 * Registers customers as the vendor would: a partner event source, then its mapping. Each source is then
 * associated with a bus, left PENDING, or deleted, as its `bus` says.
 */
export async function registerSources(
  sources: readonly SourceInput[],
  { endpoints, tableName }: Pick<Cloud, 'endpoints' | 'tableName'>,
): Promise<void> {
  const dynamodb = localDynamoDbClient(endpoints.dynamodb);
  const table = dynamodbRegistrationTable(dynamodb, tableName, logTo(process.stderr));
  const limit = pLimit(registrationsInFlight);
  const register = async (source: SourceInput) => {
    const { arn, name, state } = await createSource(source, endpoints.eventBridge);
    const { bus: _, ...registration } = source;
    const registeredAt = { generation: randomUUID(), createdAt: new Date().toISOString() };
    const { createdAt } = registeredAt;
    const mapping = {
      ...newMapping(registration, { name, arn }, registeredAt),
      ...(state === 'PENDING' && { missedSince: createdAt }),
      state,
    };
    const older = (await table.find(source.generator)).find(({ sourceArn }) => sourceArn === arn);
    await table.register(mapping, older);
  };
  await Promise.all(sources.map((source) => limit(register, source)));
  dynamodb.destroy();
}

async function createSource(source: SourceInput, endpoint: string) {
  const named = nameSource(partnerName, source);
  if ('problem' in named) throw new Error(named.problem);
  const { name } = named;
  const { account, region, bus } = source;
  const partner = eventBridgeOf(partnerAccount, region, endpoint);
  const customer = eventBridgeOf(account, region, endpoint);
  const { EventSourceArn: arn } = await partner.send(
    new CreatePartnerEventSourceCommand({ Name: name, Account: account }),
  );
  if (arn === undefined) throw new Error(`EventBridge returned no ARN for ${name}`);
  if (bus === 'active') {
    await customer.send(new CreateEventBusCommand({ Name: name, EventSourceName: name }));
  }
  const state = await stateOf(name, partner);
  if (bus === 'gone') {
    await partner.send(new DeletePartnerEventSourceCommand({ Name: name, Account: account }));
  }
  partner.destroy();
  customer.destroy();
  return { arn, name, state };
}

async function stateOf(name: string, partner: EventBridgeClient): Promise<SourceState> {
  const { PartnerEventSourceAccounts: accounts = [] } = await partner.send(
    new ListPartnerEventSourceAccountsCommand({ EventSourceName: name }),
  );
  return accounts[0]?.State ?? 'PENDING';
}

function eventBridgeOf(account: string, region: string, endpoint: string): EventBridgeClient {
  return new EventBridgeClient({ endpoint, region, credentials: credentialsOf(account) });
}
