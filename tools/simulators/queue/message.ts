import type { Lineage } from '../../../local/lambda/lineage.ts';

/** A message as it is sent. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** SQS takes 0 to 900 whole seconds. */
  readonly delaySeconds?: number;
  /** How SQS knows whose message it is; without one, the message is in no group. */
  readonly groupId?: string;
  /** Of the invocation that sends it; none when no function does. */
  readonly lineage?: Lineage;
}

/** A message on a queue. */
export interface QueuedMessage extends Omit<NewMessage, 'delaySeconds'> {
  readonly id: string;
  /** When it was sent, milliseconds of the clock. */
  readonly sentAtMs: number;
  /** How often it was received. */
  receives: number;
  /** When SQS moved it to the dead-letter queue, if it did. */
  redrivenAtMs?: number;
}
