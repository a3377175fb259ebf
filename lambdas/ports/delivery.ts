import type { MessageAttributes } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { EntryResult, Failure } from '../domain/outcome.ts';

/** How long a call may take, all its tries together. */
export interface CallTime {
  /** Milliseconds after which the call has failed; without it, as long as its client allows. */
  readonly timeoutMs?: number;
}

/** How mappings are looked up. */
export interface LookUpOptions extends CallTime {
  /** Whether what was written a moment ago must be seen. */
  readonly isFresh?: boolean;
}

/** The mapping table. Every method rejects when the table cannot be reached in its time. */
export interface MappingTable {
  /** The mappings of a generator that match events: retired ones are left out. */
  findLive(generator: string, options?: LookUpOptions): Promise<readonly Mapping[]>;
  /**
   * Retires a mapping for a notification's reason, and keeps the notification with it for the vendor to be told,
   * unless another registration has taken its place.
   */
  retire(
    mapping: MappingVersion,
    notification: Notification,
    time?: CallTime,
  ): Promise<RetireResult>;
  /** Writes down what became of a live mapping's events, unless another registration has taken its place. */
  noteActivity(mapping: MappingVersion, activity: MappingActivity): Promise<'noted' | 'superseded'>;
}

/** What became of a mapping's events: at least one of both. */
export type MappingActivity = Pick<Mapping, 'lastAcceptedEvent' | 'lastError'>;

/** One registration of one partner event source. */
export type MappingVersion = Pick<Mapping, 'generator' | 'sourceArn' | 'generation'>;

/** `superseded`: a newer registration stands there, untouched. `absent`: retired before, or deleted. */
export type RetireResult = 'retired' | 'superseded' | 'absent';

/** A message to be sent. */
export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** 0 to 900. */
  readonly delaySeconds?: number;
  /** Whose turn it is that SQS holds back when they flood the queue. */
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

/** Deletes up to ten messages from the queue that they came from, as far as it succeeds; never rejects. */
export type DeleteMessages = (messages: readonly ReceivedMessage[]) => Promise<void>;

/** EventBridge's answer to a request, or the failure that stands for the missing answer. */
export type PutAnswer =
  | { readonly kind: 'answered'; readonly results: readonly EntryResult[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No call was made: the Region does not answer now. */
  | { readonly kind: 'notCalled'; readonly failure: Failure };

/** Puts up to 20 entries to a Region's EventBridge in one call that is made once at the most; never rejects. */
export type PutPartnerEvents = (
  region: string,
  deliveries: readonly Delivery[],
  timeoutMs: number,
) => Promise<PutAnswer>;

/** Writes structured log lines. No field may hold contents of an event. */
export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  warn(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}
