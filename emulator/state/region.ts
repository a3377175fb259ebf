import { DEFAULT_BUS, type EventBus, newEventBus } from './event-bus.ts';
import { EventSources } from './event-sources.ts';

/** One Region: its partner event sources, and the buses of every account in it. */
export class Region {
  readonly name: string;
  readonly sources: EventSources;
  readonly #busesByAccount = new Map<string, Map<string, EventBus>>();
  readonly #nowMs: () => number;

  constructor(name: string, pendingMs: number, nowMs: () => number) {
    this.name = name;
    this.sources = new EventSources(pendingMs, nowMs);
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

  /** Every account that has used this Region. */
  accounts(): string[] {
    return [...this.#busesByAccount.keys()];
  }
}
