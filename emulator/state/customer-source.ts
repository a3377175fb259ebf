import type { EventBus } from './event-bus.ts';
import type { EventSource } from './event-sources.ts';
import type { Region } from './region.ts';

/** A partner event source as its customer sees it. It is DELETED when only its bus remains. */
export type CustomerSource = {
  name: string;
  state: 'PENDING' | 'ACTIVE' | 'DELETED';
  createdAtMs: number;
  expiresAtMs: number | undefined;
};

/** The customer's view of one source, or undefined when neither the source nor its bus exists. */
export function customerSource(
  region: Region,
  account: string,
  name: string,
): CustomerSource | undefined {
  const source = liveSourceOf(region, account, name);
  if (source !== undefined) return viewOfLive(region, source);
  const bus = region.busesOf(account).get(name);
  return bus === undefined ? undefined : viewOfDeleted(bus);
}

/** Every source that an account sees, in no particular order. */
export function customerSources(region: Region, account: string): CustomerSource[] {
  const live = region.sources.all().filter((source) => source.customerAccount === account);
  const names = new Set(live.map(({ name }) => name));
  const left = [...region.busesOf(account).values()].filter((bus) => !names.has(bus.name));
  return [
    ...live.map((source) => viewOfLive(region, source)),
    ...left.flatMap((bus) => viewOfDeleted(bus) ?? []),
  ];
}

/** The existing source of this name, if it is for this account. */
export function liveSourceOf(
  region: Region,
  account: string,
  name: string,
): EventSource | undefined {
  const source = region.sources.find(name);
  return source?.customerAccount === account ? source : undefined;
}

/** Whether a bus takes events: a partner event bus does while its source is ACTIVE. */
export function isActiveBus(region: Region, account: string, { name, partner }: EventBus): boolean {
  return partner === undefined || liveSourceOf(region, account, name)?.state.kind === 'ACTIVE';
}

function viewOfLive(region: Region, source: EventSource): CustomerSource {
  const { name, createdAtMs, state } = source;
  return { name, state: state.kind, createdAtMs, expiresAtMs: region.sources.expiresAtMs(source) };
}

function viewOfDeleted({ name, partner }: EventBus): CustomerSource | undefined {
  if (partner === undefined) return undefined;
  const createdAtMs = partner.sourceCreatedAtMs;
  return { name, state: 'DELETED', createdAtMs, expiresAtMs: undefined };
}
