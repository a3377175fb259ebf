import type { Cursors } from './look-up-keys.ts';
import type { BatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { ChainPlace } from '../../../tools/simulators/queue/event-source-mapping.ts';
import type { QueuedMessage } from '../../../tools/simulators/queue/message.ts';

/** What one invocation did with one event for one source. */
export interface PairFacts {
  /** Times that EventBridge took it. */
  taken: number;
  /** Parts of its message that came to be on the events queue for it. */
  parted: number;
  /** Of both, the times that the function got no such answer. */
  unanswered: number;
  /** Times that EventBridge said it took it, and did not: a misordered answer. */
  misled: number;
  /** Messages that came to be on the retry queue. */
  queued: number;
  /** Dead letters that came to be. */
  dead: number;
  /** Dead letters of its event as a whole that came to be. */
  refused: number;
  /** Rows of it, held, that came to be on the history queue: the only copy. */
  held: number;
  /** Times that the function was answered that EventBridge took it. */
  accepted: number;
  /** Its rows that the history took or refused, as the function was answered, by outcome. */
  readonly rows: Map<string, number>;
  /** Times that EventBridge answered that it does not know the source. */
  gone: number;
  rejected: number;
}

/** The answers that a function got to its calls. */
export interface AnsweredCounts {
  /** Entries that EventBridge said to have taken. */
  accepted: number;
  /** Messages that SQS said to hold: on the retry queue, and on the dead-letter queues of entries and of what is no event. */
  retried: number;
  dead: number;
  /** Of them, those of whole events, of which there are no entries. */
  refused: number;
  invalid: number;
  /** Rows of held deliveries that the history said to have, and rows of others that it refused. */
  held: number;
  rowsLost: number;
  /** The number of entries of each call of PutPartnerEvents. */
  readonly calls: number[];
}

/** How an invocation ended; `kept`: messages that were done but stayed on the queue. */
export type InvocationEnd =
  | { readonly kind: 'under way' | 'cut' }
  | {
      readonly kind: 'answered';
      readonly returned: ReadonlySet<string>;
      readonly kept: ReadonlySet<string>;
    };

/** One invocation of a function that reads a queue, as it is seen from outside. */
export interface Invocation extends ChainPlace {
  readonly of: 'fan-out' | 'retry' | 'replay';
  readonly messages: readonly QueuedMessage[];
  /** The mappings that the function found, by the keys of its look-ups (look-up-keys.ts). */
  readonly lookUps: Map<string, readonly Mapping[]>;
  readonly cursors: Cursors;
  /** The generators of which it counted mappings, since they were too many to be read. */
  readonly counted: Set<string>;
  /** By pair: `<event id> <source ARN>`, and the replay's id where it is of one. */
  readonly pairs: Map<string, PairFacts>;
  /** Dead letters of what is no event, by its id. */
  readonly unreadable: Map<string, number>;
  /** Parts that came to be on the events queue for what is no event, by its id. */
  readonly partedJunk: Map<string, number>;
  /** Events (ids) in parts that came to be on the events queue, though nobody may be mapped to them now. */
  readonly partedEvents: Set<string>;
  /** Events (ids) in parts that count what filters leave out of them, which the function knows to be on the queue. */
  readonly handedOn: Set<string>;
  /** Of the events in parts, those for which the function got no such answer. */
  readonly unheardEvents: Set<string>;
  /** Pairs, and ids of what is no event, that their queue did not take, as the function was answered. */
  readonly unsent: Set<string>;
  /** Messages (ids) that the function took off its queue before it answered. */
  readonly deleted: Set<string>;
  /** How often it tried to store the detail of each event (id). */
  readonly puts: Map<string, number>;
  /** Mappings that were retired, by the answer that the function got: `<source ARN> <generation>`. */
  readonly retired: Set<string>;
  /** Mappings that were gone when they were to be retired, by the answer that the function got: `<source ARN> <generation>`. */
  readonly absent: Set<string>;
  /** Whether a call of it failed, or had no answer. */
  hasFailedCalls: boolean;
  /** The answers that the function got, which its counters must match. */
  readonly answered: AnsweredCounts;
  /** The pairs that it has to give a disposition to, once it has put some. */
  asked?: ReadonlySet<string>;
  counters?: BatchCounters;
  end: InvocationEnd;
}

/** An invocation that begins now. */
export function beginInvocation(
  of: Invocation['of'],
  messages: readonly QueuedMessage[],
  place: ChainPlace,
): Invocation {
  return {
    ...place,
    of,
    messages,
    lookUps: new Map(),
    cursors: new Map(),
    counted: new Set(),
    pairs: new Map(),
    unreadable: new Map(),
    partedJunk: new Map(),
    partedEvents: new Set(),
    handedOn: new Set(),
    unheardEvents: new Set(),
    unsent: new Set(),
    deleted: new Set(),
    puts: new Map(),
    retired: new Set(),
    absent: new Set(),
    hasFailedCalls: false,
    answered: {
      accepted: 0,
      retried: 0,
      dead: 0,
      refused: 0,
      invalid: 0,
      held: 0,
      rowsLost: 0,
      calls: [],
    },
    end: { kind: 'under way' },
  };
}

/** The facts of a pair, to be added to. */
export function factsOf({ pairs }: Invocation, pair: string): PairFacts {
  const known = pairs.get(pair);
  if (known !== undefined) return known;
  const facts: PairFacts = {
    taken: 0,
    parted: 0,
    unanswered: 0,
    misled: 0,
    queued: 0,
    dead: 0,
    refused: 0,
    held: 0,
    accepted: 0,
    rows: new Map<string, number>(),
    gone: 0,
    rejected: 0,
  };
  pairs.set(pair, facts);
  return facts;
}

/** The number of dispositions that a pair has from an invocation. */
export function dispositionsOf(facts: PairFacts): number {
  const { taken, parted, misled, queued, dead, refused, held } = facts;
  return taken + parted + misled + queued + dead + refused + held;
}

/** An event and a source; and the replay that the delivery is of, if it is of one. */
export function pairName(eventId: string, sourceArn: string, replay?: string): string {
  return replay === undefined ? `${eventId} ${sourceArn}` : `${eventId} ${sourceArn} ${replay}`;
}

/** Whether a pair's name is of this event and source, whatever replay it is of. */
export function isOfPair(name: string, pair: string): boolean {
  return name === pair || name.startsWith(`${pair} `);
}

/** The event's id of a pair's name. */
export function eventOfPair(pair: string): string {
  return pair.split(' ')[0] ?? '';
}

/** The source's ARN of a pair's name. */
export function sourceOfPair(pair: string): string {
  return pair.split(' ')[1] ?? '';
}
