import { alreadyExists, notFound } from '../protocol/aws-error.ts';
import { accountId, eventSourceName, paging, partnerSourcePrefix } from '../protocol/members.ts';
import { nameOf, page } from '../protocol/page.ts';
import { structure } from '../protocol/shapes.ts';
import { eventSourceArn } from '../state/arns.ts';
import type { EventSource } from '../state/event-sources.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { answer, epochSeconds, operation } from './operation.ts';

const nameAndAccount = structure({ Name: eventSourceName, Account: accountId });

/** A new source is PENDING, even if the bus of a deleted source of that name still exists. */
export const createPartnerEventSource = operation(nameAndAccount, (world, caller, input) => {
  const { sources } = regionOf(world, caller.region);
  if (sources.find(input.Name) !== undefined) {
    throw alreadyExists(`Event source ${input.Name} already exists.`);
  }
  sources.add({
    name: input.Name,
    partnerAccount: caller.account,
    customerAccount: input.Account,
  });
  return { EventSourceArn: eventSourceArn(caller.region, input.Name) };
});

/** Deleting what does not exist succeeds: the service model has no error for it. */
export const deletePartnerEventSource = operation(nameAndAccount, (world, caller, input) => {
  const source = ownSource(world, caller, input.Name);
  if (source?.customerAccount === input.Account) {
    regionOf(world, caller.region).sources.remove(input.Name);
  }
  return undefined;
});

/** The partner's own view of a source does not include its state. */
export const describePartnerEventSource = operation(
  structure({ Name: eventSourceName }),
  (world, caller, input) => {
    const { name } = requireOwnSource(world, caller, input.Name);
    return { Arn: eventSourceArn(caller.region, name), Name: name };
  },
);

/** The partner's sources whose names begin with the prefix. */
export const listPartnerEventSources = operation(
  structure({ NamePrefix: partnerSourcePrefix, ...paging }),
  (world, caller, input) => {
    const own = regionOf(world, caller.region)
      .sources.all()
      .filter((source) => source.partnerAccount === caller.account)
      .filter((source) => source.name.startsWith(input.NamePrefix));
    const { items, NextToken } = page(
      own,
      { list: 'ListPartnerEventSources', keyOf: nameOf },
      input,
    );
    const PartnerEventSources = items.map(({ name }) => ({
      Arn: eventSourceArn(caller.region, name),
      Name: name,
    }));
    return answer({ PartnerEventSources, NextToken });
  },
);

/** The only place where the partner sees a source's state and when it expires. */
export const listPartnerEventSourceAccounts = operation(
  structure({ EventSourceName: eventSourceName, ...paging }),
  (world, caller, input) => {
    const source = requireOwnSource(world, caller, input.EventSourceName);
    const expiresAtMs = regionOf(world, caller.region).sources.expiresAtMs(source);
    const account = answer({
      Account: source.customerAccount,
      CreationTime: epochSeconds(source.createdAtMs),
      ExpirationTime: expiresAtMs === undefined ? undefined : epochSeconds(expiresAtMs),
      State: source.state.kind,
    });
    const { items, NextToken } = page(
      [account],
      { list: 'ListPartnerEventSourceAccounts', keyOf: () => source.customerAccount },
      input,
    );
    return answer({ PartnerEventSourceAccounts: items, NextToken });
  },
);

function ownSource(world: World, caller: Caller, name: string): EventSource | undefined {
  const source = regionOf(world, caller.region).sources.find(name);
  return source?.partnerAccount === caller.account ? source : undefined;
}

function requireOwnSource(world: World, caller: Caller, name: string): EventSource {
  const source = ownSource(world, caller, name);
  if (source === undefined) throw notFound(`Event source ${name} does not exist.`);
  return source;
}
