import { isRecorderAwaited } from './recording.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;
/** An event may wait 24 hours, and its message has come and gone some times before. */
const longestOpenMs = 40 * 3_600_000;

/** Until no message is left, and nobody works. */
export async function untilAtRest(world: World): Promise<void> {
  const { time, eventsQueue, retryQueue, accuse } = world;
  const lastMs = time.now() + longestOpenMs;
  const isAtRest = () =>
    world.underWay === 0 &&
    eventsQueue.waiting() + retryQueue.waiting() === 0 &&
    !isRecorderAwaited(world);
  while (!isAtRest()) {
    if (time.now() > lastMs) {
      const left = eventsQueue.waiting() + retryQueue.waiting();
      accuse('the queues become empty', `${left} messages are still on their queues`);
      return;
    }
    await time.sleep(minuteMs);
  }
}
