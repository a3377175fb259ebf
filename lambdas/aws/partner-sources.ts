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
import type { SourceState } from '../domain/mapping.ts';
import type { Observation } from '../domain/reconciliation.ts';
import type { PartnerSources } from '../ports/reconcile.ts';
import { abortAfter } from './abort-after.ts';
import { keptConnections } from './connections.ts';

const pageSize = 100;

/** The partner's sources over the SDK, which makes each call once: the reconciler keeps to a rate. */
export function partnerSources(partnerName: string, { timeoutMs = 10_000 } = {}): PartnerSources {
  const inTime = (withinMs = timeoutMs) => ({ abortSignal: abortAfter(withinMs) });
  const clients = new Map<string, EventBridgeClient>();
  const clientOf = (region: string) => {
    const client =
      clients.get(region) ??
      new EventBridgeClient({
        region,
        maxAttempts: 1,
        requestHandler: { ...keptConnections() },
      });
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
      // Such a listing would never end.
      if (page.NextToken !== undefined && page.NextToken === nextToken) {
        throw new UnclearAnswer(
          'ListPartnerEventSources answered with the token that it was asked with',
        );
      }
      return { sources, ...(page.NextToken !== undefined && { nextToken: page.NextToken }) };
    },
    async observe(region, name, withinMs) {
      const command = new ListPartnerEventSourceAccountsCommand({ EventSourceName: name });
      try {
        const answer = await clientOf(region).send(command, inTime(withinMs));
        return observationOf(answer.PartnerEventSourceAccounts ?? []);
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

/** An answer from which nothing can be concluded. */
class UnclearAnswer extends Error {
  override readonly name = 'UnclearAnswer';
}

const accountPattern = /^\d{12}$/;

/** Throws when the answer leaves open what the source is: nothing is concluded from that. */
function observationOf(accounts: readonly PartnerEventSourceAccount[]): Observation {
  const [{ Account: account = '', State: state = '', CreationTime, ExpirationTime } = {}, another] =
    accounts;
  if (another !== undefined) {
    throw new UnclearAnswer('ListPartnerEventSourceAccounts told several accounts for one source');
  }
  if (!accountPattern.test(account) || !isState(state)) {
    throw new UnclearAnswer('ListPartnerEventSourceAccounts told no account or no state');
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
  return text === 'PENDING' || text === 'ACTIVE' || text === 'DELETED';
}
