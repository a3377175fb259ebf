/** How long each wait of a walk may take, and how often it looks. All in milliseconds. */
export interface Bounds {
  readonly everyMs: number;
  /** A change of a source until each side sees it. */
  readonly stateMs: number;
  /** A new rule with a new queue until the first event arrives. */
  readonly ruleMs: number;
  /** How often an event is sent until the first one arrives. */
  readonly tryEveryMs: number;
  /** All events that were sent, until the last one arrives. */
  readonly eventsMs: number;
  /** How long none of them may arrive until the others are given up. */
  readonly eventsQuietMs: number;
  /** An event for a source that is gone, until the mapping is retired. */
  readonly retireMs: number;
  /** How long nothing may arrive after a deletion. */
  readonly quietMs: number;
  /** How long a call for messages waits, in seconds. */
  readonly receiveSeconds: number;
  /** All that is taken away at the end, history aside. */
  readonly cleanUpMs: number;
}

/** On local mode the fan-out gathers a batch for a second, and caches a mapping for one. */
export const localBounds: Bounds = {
  everyMs: 200,
  stateMs: 15_000,
  ruleMs: 30_000,
  tryEveryMs: 5_000,
  eventsMs: 90_000,
  // A delivery is tried again after 4 s at the latest.
  eventsQuietMs: 20_000,
  retireMs: 30_000,
  quietMs: 3_000,
  receiveSeconds: 1,
  cleanUpMs: 60_000,
};

/**
 * On AWS. SQS says that an attribute such as a queue's policy takes up to 60 s, and EventBridge that a rule takes "a
 * short period of time"; the answers of IAM and EventBridge are eventually consistent. The fan-out gathers for a
 * second and caches a mapping for 30 s, and a first delivery that fails is tried again after seconds.
 */
export const awsBounds: Bounds = {
  everyMs: 2_000,
  stateMs: 120_000,
  ruleMs: 240_000,
  tryEveryMs: 15_000,
  eventsMs: 300_000,
  // A message whose function failed comes again only minutes later.
  eventsQuietMs: 300_000,
  retireMs: 180_000,
  quietMs: 60_000,
  receiveSeconds: 5,
  cleanUpMs: 300_000,
};
