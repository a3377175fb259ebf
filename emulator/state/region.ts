import type { Behaviour } from '../behaviour/behaviour.ts';
import { TokenBucket } from '../faults/token-bucket.ts';
import type { ObservedAnswer } from '../observed/observed.ts';
import type { Archive, Replay } from './archive.ts';
import { DEFAULT_BUS, type EventBus, newEventBus } from './event-bus.ts';
import { EventSources } from './event-sources.ts';

/** One Region: its partner event sources, and the buses of every account in it. */
export class Region {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly sources: EventSources;
  readonly #busesByAccount = new Map<string, Map<string, EventBus>>();
  readonly #callsByAccount = new Map<string, TokenBucket>();
  readonly #archivesByAccount = new Map<string, Map<string, Archive>>();
  readonly #replaysByAccount = new Map<string, Map<string, Replay>>();
  readonly #nowMs: () => number;

  constructor(name: string, behaviour: Behaviour, nowMs: () => number) {
    this.name = name;
    this.behaviour = behaviour;
    this.sources = new EventSources(behaviour.pendingMs, nowMs);
    this.#nowMs = nowMs;
  }

  /** The buses of an account by name, always including the default bus. */
  busesOf(account: string): Map<string, EventBus> {
    const known = this.#busesByAccount.get(account);
    if (known !== undefined) return known;
    const buses = new Map([[DEFAULT_BUS, newEventBus(DEFAULT_BUS, this.#nowMs())]]);
    this.#busesByAccount.set(account, buses);
    return buses;
  }

  /** Counts a call of PutPartnerEvents. Returns the answer if the account exceeds the quota that was observed. */
  throttle(account: string): ObservedAnswer | undefined {
    const { throttling } = this.behaviour;
    if (throttling === undefined) return undefined;
    const nowMs = this.#nowMs();
    const calls = this.#callsByAccount.get(account) ?? new TokenBucket(throttling.quota, nowMs);
    this.#callsByAccount.set(account, calls);
    return calls.take(nowMs) ? undefined : throttling.answer;
  }

  /** The archives of an account by name. */
  archivesOf(account: string): Map<string, Archive> {
    return mapIn(this.#archivesByAccount, account);
  }

  /** The replays of an account by name, those that have ended included. */
  replaysOf(account: string): Map<string, Replay> {
    return mapIn(this.#replaysByAccount, account);
  }

  /** Every account that has used this Region. */
  accounts(): string[] {
    return [...this.#busesByAccount.keys()];
  }
}

function mapIn<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const added = new Map<string, Value>();
  maps.set(key, added);
  return added;
}
