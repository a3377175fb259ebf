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
import type { Observation } from '../domain/reconciliation.ts';
import type { PartnerSources } from '../reconcile/ports.ts';

const pageSize = 100;

/** The partner's sources over the SDK, which makes each call once: the reconciler keeps to a rate. */
export function partnerSources(partnerName: string, { timeoutMs = 10_000 } = {}): PartnerSources {
  const inTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  const clients = new Map<string, EventBridgeClient>();
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? new EventBridgeClient({ region, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
  return {
    async list(region, nextToken) {
      const command = new ListPartnerEventSourcesCommand({
        NamePrefix: `aws.partner/${partnerName}/`,
        Limit: pageSize,
        NextToken: nextToken,
      });
      const page = await clientOf(region).send(command, inTime());
      const sources = (page.PartnerEventSources ?? []).flatMap(({ Name: name, Arn: arn }) =>
        name === undefined || arn === undefined ? [] : [{ name, arn }],
      );
      return { sources, ...(page.NextToken !== undefined && { nextToken: page.NextToken }) };
    },
    async observe(region, name) {
      const command = new ListPartnerEventSourceAccountsCommand({ EventSourceName: name });
      try {
        const answer = await clientOf(region).send(command, inTime());
        return observationOf(answer.PartnerEventSourceAccounts?.[0]);
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return { kind: 'nonexistent' };
        throw error;
      }
    },
    async create(region, name, account) {
      const command = new CreatePartnerEventSourceCommand({ Name: name, Account: account });
      try {
        await clientOf(region).send(command, inTime());
        return 'created';
      } catch (error) {
        if (error instanceof ResourceAlreadyExistsException) return 'exists';
        throw error;
      }
    },
    async delete(region, name, account) {
      const command = new DeletePartnerEventSourceCommand({ Name: name, Account: account });
      await clientOf(region).send(command, inTime());
    },
  };
}

/** Throws when the answer leaves open what the source is: nothing is concluded from that. */
function observationOf(source: PartnerEventSourceAccount | undefined): Observation {
  const { Account: account, State: state, CreationTime, ExpirationTime } = source ?? {};
  if (account === undefined || state === undefined) {
    throw new Error('ListPartnerEventSourceAccounts told no account or no state');
  }
  return {
    kind: 'found',
    account,
    state,
    ...(CreationTime && { createdAt: CreationTime.toISOString() }),
    ...(ExpirationTime && { expirationTime: ExpirationTime.toISOString() }),
  };
}
