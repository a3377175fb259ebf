import type { MessageQueue, OutgoingMessage } from '../../lambdas/ports/delivery.ts';

/** A queue in memory: what was sent, and what it refused. */
export interface FakeMessageQueue extends MessageQueue {
  readonly messages: OutgoingMessage[];
  readonly refused: OutgoingMessage[];
}

/** A queue that takes every message except those it is set to refuse. */
export function fakeMessageQueue(
  refuses: (message: OutgoingMessage) => boolean = () => false,
): FakeMessageQueue {
  const messages: OutgoingMessage[] = [];
  const refused: OutgoingMessage[] = [];
  return {
    messages,
    refused,
    async send(outgoing) {
      return outgoing.map((message) => {
        const isRefused = refuses(message);
        (isRefused ? refused : messages).push(message);
        return !isRefused;
      });
    },
  };
}

/** The queue refuses everything. */
export const refuseAll = () => true;
