import type { CallTime, MessageQueue } from '../ports/delivery.ts';
import type { Work } from '../delivery/batch.ts';
import type { Run } from '../domain/divide.ts';
import { partMessages, type PartMessage } from './part-messages.ts';
import { restOf, scopeOf, type PlannedMessage } from './plan.ts';

/** What sending parts of messages back to the events queue needs. */
export interface PartServices {
  readonly eventsQueue: MessageQueue;
}

/**
 * Sends each message with several runs back to the events queue in parts, one for each run: a message
 * may ask for more than one invocation can do. It sends all runs, so that a failure of this invocation
 * repeats none of them. Returns the messages with the runs that stay here: single runs, and those that
 * could not be sent.
 */
export async function divideMessages(
  messages: readonly PlannedMessage[],
  { eventsQueue }: PartServices,
  time: CallTime,
): Promise<readonly PlannedMessage[]> {
  const parts = messages.flatMap((message) =>
    runsToSend(message).flatMap((run) => {
      const made = partMessages(message, run, scopeOf(message, run));
      // A run that takes several messages could be sent in part.
      return made.length === 1 ? made.map((part) => ({ run, part })) : [];
    }),
  );
  const sent = new Set<Run>();
  const isSent = await sendAll(eventsQueue, parts, time);
  for (const [index, { run }] of parts.entries()) if (isSent[index] === true) sent.add(run);
  if (sent.size === 0) return messages;
  return messages.map((message) => {
    const runs = message.runs.filter((run) => !sent.has(run));
    const unread = message.unread.filter((run) => !sent.has(run));
    const isSentInPart = runs.length + unread.length < message.runs.length + message.unread.length;
    // Events of it may have gone back before, for their details' sake.
    return { ...message, runs, unread, isDivided: message.isDivided || isSentInPart };
  });
}

/** All runs of a message, unless it is a single one that can be delivered here. */
function runsToSend({ runs, unread }: PlannedMessage): readonly Run[] {
  return runs.length === 1 && unread.length === 0 ? [] : [...runs, ...unread];
}

/** A message, and how many of its deliveries to each Region were made. */
export interface UnfinishedMessage {
  readonly message: PlannedMessage;
  readonly takenOf: (region: string) => number;
}

/**
 * Sends the deliveries of messages that were not made back to the events queue, with Regions that have
 * the same rest in one part.
 *
 * @param onSent is called with how many deliveries of a message (id) are on the queue again
 */
export async function sendRemainders(
  unfinished: readonly UnfinishedMessage[],
  { eventsQueue }: PartServices,
  {
    regions,
    onSent,
    ...time
  }: CallTime & {
    readonly regions: readonly string[];
    readonly onSent: (messageId: string, deliveries: number) => void;
  },
): Promise<void> {
  const parts = unfinished.flatMap(({ message, takenOf }) =>
    [...remaindersByRun(message, takenOf, regions), ...unreadOf(message)].flatMap(
      ({ of, run, regions: inRegions }) =>
        partMessages(of, run, scopeOf(message, run, inRegions)).map((part) => ({
          messageId: message.messageId,
          part,
        })),
    ),
  );
  const isSent = await sendAll(eventsQueue, parts, time);
  for (const [index, { messageId, part }] of parts.entries()) {
    if (isSent[index] === true) onSent(messageId, part.deliveries);
  }
}

/**
 * Sends single deliveries back to the events queue, each as a part for its source alone, so that a
 * delivery whose disposition could not be written repeats none of its neighbours.
 *
 * @param onSent is called with the message (id) of each delivery that is on the queue again
 */
export async function sendBack(
  deliveries: readonly Work[],
  messages: readonly PlannedMessage[],
  { eventsQueue }: PartServices,
  { onSent, ...time }: CallTime & { readonly onSent: (messageId: string) => void },
): Promise<void> {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const parts = deliveries.flatMap(({ messageId, event, sourceArn }) => {
    const message = byId.get(messageId);
    const from =
      message?.events.findIndex((one) => one.event === event || one.byReference?.event === event) ??
      -1;
    if (message === undefined || from === -1) return [];
    const run = { from, to: from + 1, deliveries: 1 };
    const scope = { ...message.scope, sourceArn };
    return partMessages(begun(message), run, scope).map((part) => ({ messageId, part }));
  });
  const isSent = await sendAll(eventsQueue, parts, time);
  for (const [index, { messageId }] of parts.entries()) {
    if (isSent[index] === true) onSent(messageId);
  }
}

interface Remainder {
  readonly of: PlannedMessage;
  readonly run: Run;
  /** Those of its message where it is not given. */
  readonly regions?: readonly string[];
}

/** Nothing of these can have been made. */
function unreadOf(message: PlannedMessage): readonly Remainder[] {
  return message.unread.map((run) => ({ of: message, run }));
}

/** A message for parts of runs that were begun here, where what filters leave out of them is counted. */
function begun(message: PlannedMessage): PlannedMessage {
  return { ...message, countsFiltered: false };
}

function remaindersByRun(
  message: PlannedMessage,
  takenOf: (region: string) => number,
  regions: readonly string[],
): readonly Remainder[] {
  const remainders = regions.flatMap((region) =>
    restOf(message, { region, taken: takenOf(region) }).map((run) => ({ run, region })),
  );
  const grouped = Map.groupBy(remainders, ({ run: { from, to, after = '', through = '' } }) =>
    [from, to, after, through].join(' '),
  );
  return Array.from(grouped.values()).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const deliveries = group.reduce((sum, { run }) => sum + run.deliveries, 0);
    const run = { ...first.run, deliveries };
    return [{ of: begun(message), run, regions: group.map(({ region }) => region) }];
  });
}

async function sendAll(
  queue: MessageQueue,
  parts: readonly { readonly part: PartMessage }[],
  time: CallTime,
): Promise<readonly boolean[]> {
  if (parts.length === 0) return [];
  return await queue.send(
    parts.map(({ part }) => part.message),
    time,
  );
}
