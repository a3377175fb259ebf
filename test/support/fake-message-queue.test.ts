import { describe } from '@jest/globals';
import { messageQueueContract } from '../contract/message-queue.ts';
import { fakeMessageQueue } from './fake-message-queue.ts';

describe('the fake message queue', () => {
  messageQueueContract(async () => {
    const queue = fakeMessageQueue();
    return { queue, received: async () => queue.messages };
  });
});
