import { messageGroupId } from '../domain/message-group.ts';
import { writeReplayMessage } from '../domain/history/replay-message.ts';
import type { MessageQueue } from '../ports/delivery.ts';
import type { WakeReplay } from '../ports/replays.ts';

/** Wakes the replay function by the replay queue. */
export function replayWaker(queue: MessageQueue): WakeReplay {
  return async (message, delaySeconds) => {
    const [isSent] = await queue.send([
      {
        body: writeReplayMessage(message),
        groupId: messageGroupId(message.tenant),
        ...(delaySeconds !== undefined && { delaySeconds }),
      },
    ]);
    if (isSent !== true) throw new Error('the replay queue did not take a message');
  };
}
