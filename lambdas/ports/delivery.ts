import type { MessageAttributes } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { EntryResult, Failure } from '../domain/outcome.ts';
import type { Bounds } from '../domain/part.ts';

/** How long a call may take, including all its tries. */
export interface CallTime {
  /** The call fails after so many milliseconds; without it, the client's own limit holds. */
  readonly timeoutMs?: number;
}

/** Which mappings of a generator are looked up, and how. */
export interface LookUpOptions extends CallTime, Bounds {
  /** Whether the read must see what was written a moment ago. */
  readonly isFresh?: boolean;
  /** Mappings that were retired after this time are found too, RFC 3339; none of them without it. */
  readonly retiredSince?: string;
  /** The most mappings that are returned, or looked at; all of them without it. */
  readonly atMost?: number;
}

/** How many mappings there are up to a source. */
export interface CountedMappings {
  readonly mappings: number;
  /** The ARN of the source that the count goes up to; absent if nothing comes after it. */
  readonly through?: string;
}

/** The mapping table. Every method rejects when the table cannot be reached in time. */
export interface MappingTable {
  /**
   * The mappings of a generator that match events, ascending by ARN; without retired ones, unless they are
   * asked for. If there are more than `atMost`, the first ones.
   */
  findLive(generator: string, options?: LookUpOptions): Promise<readonly Mapping[]>;
  /** Counts what {@link findLive} would find, without reading it, in one call; it may stop before `atMost`. */
  countLive(generator: string, options?: LookUpOptions): Promise<CountedMappings>;
  /**
   * Retires a mapping for a notification's reason and puts the notification into the mapping's outbox,
   * unless another registration has taken its place. Notes since when the source may have missed events.
   */
  retire(
    mapping: MappingVersion,
    notification: Notification,
    time?: CallTime,
  ): Promise<RetireResult>;
  /**
   * Notes the activity of a live mapping, unless another registration has taken its place; and with it
   * since when its deliveries have failed.
   */
  noteActivity(mapping: MappingVersion, activity: MappingActivity): Promise<'noted' | 'superseded'>;
}

/** The last accepted event of a mapping, its last error, or both. */
export type MappingActivity = Pick<Mapping, 'lastAcceptedEvent' | 'lastError'>;

/** One registration of one partner event source. */
export type MappingVersion = Pick<Mapping, 'generator' | 'sourceArn' | 'generation'>;

/**
 * `superseded`: a newer registration has its place and is unchanged. `retiredBefore`: somebody was faster.
 * `absent`: it was deleted.
 */
export type RetireResult = 'retired' | 'superseded' | 'retiredBefore' | 'absent';

/** A message to be sent. */
export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** 0 to 900. */
  readonly delaySeconds?: number;
  /** The message group: SQS holds back a group that floods the queue. */
  readonly groupId?: string;
}

/** A queue of messages. */
export interface MessageQueue {
  /** Returns for each message, by index, whether it is durably on the queue; never rejects. */
  send(messages: readonly OutgoingMessage[], time?: CallTime): Promise<readonly boolean[]>;
}

/** A message as it was received. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
}

/** Tries to delete up to ten messages from the queue that they came from; never rejects. */
export type DeleteMessages = (messages: readonly ReceivedMessage[]) => Promise<void>;

/** EventBridge's answer to a request, or why there is none. */
export type PutAnswer =
  | { readonly kind: 'answered'; readonly results: readonly EntryResult[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No call was made, since the Region's circuit breaker is open. */
  | { readonly kind: 'notCalled'; readonly failure: Failure };

/** Puts up to 20 entries to a Region's EventBridge in one call, which is never repeated; never rejects. */
export type PutPartnerEvents = (
  region: string,
  deliveries: readonly Delivery[],
  timeoutMs: number,
) => Promise<PutAnswer>;

/** Writes structured log lines. No field may contain a part of an event. */
export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  warn(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}
