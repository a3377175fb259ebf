import type { Arrival, CustomerSource } from './schemas.ts';

/** An AWS account in a Region. */
export interface Customer {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** A rule of an event bus. */
export interface Rule {
  readonly name: string;
  /** JSON. */
  readonly eventPattern: string;
}

/** What a customer does with EventBridge and sees of it. Every call rejects with a readable message. */
export interface CustomerSide extends Customer {
  /** The sources as AWS shows them to the customer. */
  sources(): Promise<readonly CustomerSource[]>;
  /** Associates a source with an event bus, or activates it if its event bus already exists. */
  associate(name: string): Promise<unknown>;
  /** Deletes an event bus with its rules. */
  deleteBus(name: string): Promise<unknown>;
  rules(bus: string): Promise<readonly Rule[]>;
  /** Puts a rule, with a log as its target. */
  putRule(bus: string, rule: Rule): Promise<unknown>;
  deleteRule(bus: string, name: string): Promise<unknown>;
  /** Whether an event pattern matches an event, both JSON. */
  matches(eventPattern: string, event: string): Promise<boolean>;
}

/** Events that arrived, oldest first, and the sequence number after which to ask for the next. */
export interface Arrivals {
  readonly events: readonly Arrival[];
  readonly next: number;
}
