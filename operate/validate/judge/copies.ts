import type { ReceivedEvent } from './received-event.ts';

/** An event that was sent once, in words, and all copies of it that arrived. */
export interface Copies {
  readonly words: string;
  readonly arrived: readonly Pick<ReceivedEvent, 'fields'>[];
}

/** What of the events may be sent twice: queues and EventBridge deliver at least once. */
const mostSentTwice = 0.05;

/** What is wrong with the number of copies, and what is only worth knowing. */
export interface CopiesJudged {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Judges second copies. EventBridge gives each entry an id: copies of one id are one entry that was delivered twice,
 * copies of several ids are an event that the vendor has sent twice, which must be rare.
 */
export function judgeCopies(events: readonly Copies[]): CopiesJudged {
  const twice = events.filter(({ arrived }) => arrived.length > 1);
  const sentTwice = twice.filter(({ arrived }) => idsOf(arrived).size > 1);
  const deliveredTwice = twice.filter(({ arrived }) => idsOf(arrived).size < arrived.length);
  const tooMany = sentTwice.length > Math.max(1, events.length * mostSentTwice);
  const sent = sentence(sentTwice, 'were sent to EventBridge more than once');
  return {
    problems: tooMany ? sent.map((text) => `expected each event once, but ${text}`) : [],
    notes: [
      ...(tooMany ? [] : sent),
      ...sentence(deliveredTwice, 'came more than once with one id, as EventBridge may deliver'),
    ],
  };
}

function idsOf(arrived: Copies['arrived']): ReadonlySet<unknown> {
  return new Set(arrived.map(({ fields }) => fields['id']));
}

function sentence(events: readonly Copies[], what: string): readonly string[] {
  const [first] = events;
  return first === undefined
    ? []
    : [`${events.length} of the events ${what}, such as ${first.words}`];
}
