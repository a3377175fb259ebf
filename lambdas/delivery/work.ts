import type { Delivery } from '../domain/delivery.ts';

/** A delivery and the message of this batch (id) that it stands in. */
export interface Work extends Delivery {
  readonly messageId: string;
}

/** What is to be delivered of a batch, by Region: in the order of its messages, made as it is needed. */
export type BatchWork = ReadonlyMap<string, Iterable<Work>>;
