import { line, type ReceiveOrder } from './receive-order.ts';
import type { QueuedMessage } from './message.ts';

/** A group of messages: those of one MessageGroupId. */
interface Group {
  readonly messages: ReturnType<typeof line<Numbered>>;
  head: Numbered | undefined;
  inFlight: number;
  isNoisy: boolean;
}

interface Numbered {
  readonly message: QueuedMessage;
  /** In the order in which messages became visible. */
  readonly number: number;
}

/** More than this part of all messages in flight, and this many of its own, make a group noisy. */
const noisyShare = 0.1;
const noisyMessages = 30;

/**
 * The order of a fair queue, as AWS describes it ("How Amazon SQS fair queues work", SQS developer
 * guide). A group is noisy when it has more than a tenth of the messages in flight, and thirty at
 * least, until its backlog is used up. Quiet groups' messages come first, the oldest of them all;
 * then those of the noisy group that has the fewest in flight.
 *
 * Not modelled: that AWS also counts processing time and is only approximate; that a group which
 * sent nothing for five minutes is quiet again. Every message has a group here.
 */
export function fairOrder(): ReceiveOrder {
  const groups = new Map<string, Group>();
  let inFlight = 0;
  let count = 0;

  const groupOf = ({ groupId = '' }: QueuedMessage): Group => {
    const group = groups.get(groupId) ?? emptyGroup();
    groups.set(groupId, group);
    return group;
  };
  const leave = (group: Group): QueuedMessage | undefined => {
    const { message } = group.head ?? {};
    group.head = group.messages.leave();
    inFlight += 1;
    group.inFlight += 1;
    const isLoud = group.inFlight >= noisyMessages && group.inFlight > noisyShare * inFlight;
    group.isNoisy = group.head !== undefined && (group.isNoisy || isLoud);
    return message;
  };
  return {
    put(message) {
      const group = groupOf(message);
      const numbered = { message, number: count };
      count += 1;
      if (group.head === undefined) group.head = numbered;
      else group.messages.join(numbered);
    },
    take() {
      const group = nextOf(groups.values());
      return group === undefined ? undefined : leave(group);
    },
    settle(message) {
      inFlight -= 1;
      groupOf(message).inFlight -= 1;
    },
  };
}

function emptyGroup(): Group {
  return { messages: line(), head: undefined, inFlight: 0, isNoisy: false };
}

/** The group whose turn it is; undefined when none has a message. */
function nextOf(groups: Iterable<Group>): Group | undefined {
  let next: Group | undefined;
  for (const group of groups) {
    if (group.head !== undefined && (next === undefined || isBefore(group, next))) next = group;
  }
  return next;
}

function isBefore(one: Group, other: Group): boolean {
  if (one.isNoisy !== other.isNoisy) return other.isNoisy;
  if (one.isNoisy) return one.inFlight < other.inFlight;
  return (one.head?.number ?? 0) < (other.head?.number ?? 0);
}
