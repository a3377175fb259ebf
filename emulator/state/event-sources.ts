/** One partner event source, for one customer account. */
export type EventSource = {
  readonly name: string;
  readonly partnerAccount: string;
  readonly customerAccount: string;
  readonly createdAtMs: number;
  state: EventSourceState;
};

/** A PENDING source accepts events and drops them; an ACTIVE one has a bus. Deleted sources are not stored. */
type EventSourceState = { kind: 'PENDING'; sinceMs: number } | { kind: 'ACTIVE' };

/** The live partner event sources of one Region. A name is unique in it, across all accounts. */
export class EventSources {
  readonly #byName = new Map<string, EventSource>();
  readonly #deletedNames = new Set<string>();
  readonly #pendingMs: number;
  readonly #nowMs: () => number;

  constructor(pendingMs: number, nowMs: () => number) {
    this.#pendingMs = pendingMs;
    this.#nowMs = nowMs;
  }

  /** The source of this name, unless it has expired. */
  find(name: string): EventSource | undefined {
    const source = this.#byName.get(name);
    if (source === undefined || !this.#isExpired(source)) return source;
    this.remove(name);
    return undefined;
  }

  /** Every source that has not expired. */
  all(): EventSource[] {
    return [...this.#byName.keys()].flatMap((name) => this.find(name) ?? []);
  }

  /** Adds a new PENDING source. The caller must check that the name is free. */
  add(source: Pick<EventSource, 'name' | 'partnerAccount' | 'customerAccount'>): EventSource {
    const nowMs = this.#nowMs();
    const added: EventSource = {
      ...source,
      createdAtMs: nowMs,
      state: { kind: 'PENDING', sinceMs: nowMs },
    };
    this.#byName.set(source.name, added);
    this.#deletedNames.delete(source.name);
    return added;
  }

  /** Adds a source as it was when it was saved. */
  restore(source: EventSource): void {
    this.#byName.set(source.name, source);
  }

  /** Deletes the source of this name, if there is one. */
  remove(name: string): void {
    if (this.#byName.delete(name)) this.#deletedNames.add(name);
  }

  /** Whether there was a source of this name, which was deleted or has expired. */
  wasDeleted(name: string): boolean {
    return this.find(name) === undefined && this.#deletedNames.has(name);
  }

  /** Makes an ACTIVE source PENDING again; its time to expiry starts now. */
  makePending(source: EventSource): void {
    source.state = { kind: 'PENDING', sinceMs: this.#nowMs() };
  }

  /** When a PENDING source will be deleted, in milliseconds since 1970; undefined for an ACTIVE one. */
  expiresAtMs(source: EventSource): number | undefined {
    return source.state.kind === 'PENDING' ? source.state.sinceMs + this.#pendingMs : undefined;
  }

  #isExpired(source: EventSource): boolean {
    const expiresAtMs = this.expiresAtMs(source);
    return expiresAtMs !== undefined && this.#nowMs() >= expiresAtMs;
  }
}
