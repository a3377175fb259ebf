import type { HistoryMessage, RecorderServices } from '../ports/recorder.ts';

/** SQS returns no more messages at once. */
export const mostReceived = 10;

/** Another receive is under way at once for so many full ones: of a small queue, one finds everything. */
const fullReceivesOfAnother = 4;

/** What is done with messages, and for how long. */
export interface Receiver {
  readonly add: (messages: readonly HistoryMessage[]) => void;
  readonly mayGoOn: () => boolean;
}

/**
 * Receives as many messages at once as the queue seems to have; returns the error if the queue does not
 * answer. A receive that is not full is repeated by one worker only, since receives of an empty queue cost as
 * much as others.
 */
export async function receiveAll(
  { add, mayGoOn }: Receiver,
  { queue, limits }: Pick<RecorderServices, 'queue' | 'limits'>,
): Promise<{ readonly error: unknown } | undefined> {
  let atWork = 1;
  let full = 0;
  let failure: { readonly error: unknown } | undefined;
  async function work(): Promise<void> {
    const begun: Promise<void>[] = [];
    try {
      while (failure === undefined && mayGoOn()) {
        const messages = await queue.receive();
        add(messages);
        if (messages.length === mostReceived) full += 1;
        else if (atWork > 1) break;
        if (atWork >= Math.min(limits.receivesInFlight, full / fullReceivesOfAnother)) continue;
        atWork += 1;
        begun.push(work());
      }
    } catch (error) {
      failure ??= { error };
    }
    atWork -= 1;
    await Promise.all(begun);
  }
  await work();
  return failure;
}
