import type { SourceView } from '../emulator.ts';
import { customerSources, liveSourceOf } from '../state/customer-source.ts';
import type { Region } from '../state/region.ts';
import type { World } from '../state/world.ts';

/** Every source of every Region as its customer sees it, with its creator and whether it has a bus. */
export function shownSources(world: World): SourceView[] {
  return [...world.regions.values()].flatMap((region) =>
    accountsOf(region).flatMap((account) => sourcesOf(region, account)),
  );
}

/** Every account in each Region that has a source there or has used it. */
export function shownAccounts(world: World): { region: string; account: string }[] {
  return [...world.regions.values()].flatMap((region) =>
    accountsOf(region).map((account) => ({ region: region.name, account })),
  );
}

function accountsOf(region: Region): string[] {
  const customers = region.sources.all().map((source) => source.customerAccount);
  return [...new Set([...customers, ...region.accounts()])].toSorted();
}

function sourcesOf(region: Region, account: string): SourceView[] {
  return customerSources(region, account).map(({ name, state, createdAtMs, expiresAtMs }) => ({
    region: region.name,
    account,
    name,
    state,
    hasBus: region.busesOf(account).has(name),
    partnerAccount: liveSourceOf(region, account, name)?.partnerAccount ?? null,
    creationTime: new Date(createdAtMs).toISOString(),
    expirationTime: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
  }));
}
