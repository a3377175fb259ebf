import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import type { Stores } from './fauxqs-internals.ts';

const QueueRequest = v.object({ QueueUrl: v.string() });

/**
 * Ends the long poll of a client that has disconnected.
 *
 * fauxqs would let it wait on, and give it the next messages: nobody would see them until their visibility time-out.
 * The other polls of the queue also end, without messages, which costs their clients one more poll.
 */
export function endAbandonedPolls(app: ReturnType<typeof buildApp>, { sqsStore }: Stores): void {
  app.addHook('preHandler', (request, reply, done) => {
    const body = v.safeParse(QueueRequest, request.body);
    const { socket } = request.raw;
    if (body.success) {
      const endPolls = () => sqsStore.getQueue(body.output.QueueUrl)?.cancelWaiters();
      // The client's side ends first. The response closes a few turns later, when a message sent in between would
      // already be lost.
      socket.once('end', endPolls);
      reply.raw.once('close', () => {
        socket.off('end', endPolls);
        if (!reply.raw.writableFinished) endPolls();
      });
    }
    done();
  });
}
