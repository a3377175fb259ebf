import type { MessageQueue, OutgoingMessage } from '../../../lambdas/ports/delivery.ts';

/** The result of a send: which messages were acknowledged, and which arrived without an acknowledgement. */
export interface NoticedSend {
  readonly sent: readonly boolean[];
  /** Of each message, in the same order. */
  readonly unheard: readonly boolean[];
}

/**
 * Sends messages and finds those that arrive unheard. Each send has a queue of its own: two that are
 * under way at once may have identical messages, and so may one.
 *
 * @param queueOf makes the queue, which reports each message that arrives on it
 */
export async function noticeUnheard(
  queueOf: (onArrived: (message: OutgoingMessage) => void) => MessageQueue,
  messages: readonly OutgoingMessage[],
  time: Parameters<MessageQueue['send']>[1],
): Promise<NoticedSend> {
  const arrived = new Map<string, number>();
  const add = (message: OutgoingMessage, count: number) => {
    const name = nameOf(message);
    arrived.set(name, (arrived.get(name) ?? 0) + count);
  };
  const acknowledged = await queueOf((message) => add(message, 1)).send(messages, time);
  const sent = messages.map((_, index) => acknowledged[index] === true);
  for (const [index, message] of messages.entries()) if (sent[index] === true) add(message, -1);
  const unheard = messages.map((message, index) => {
    if (sent[index] === true || (arrived.get(nameOf(message)) ?? 0) <= 0) return false;
    add(message, -1);
    return true;
  });
  return { sent, unheard };
}

function nameOf({ body, attributes = {} }: OutgoingMessage): string {
  return JSON.stringify([body, attributes]);
}
