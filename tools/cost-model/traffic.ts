/** What comes to the events queue, all of it for customers in one Region: the narrowest way. */
export interface Traffic {
  readonly eventsPerSecond: number;
  /** Of an event's detail. */
  readonly eventBytes: number;
  /** 1, or more where the vendor packs several events into one message. */
  readonly eventsPerMessage: number;
  /** Partner event sources that the events are spread over evenly; each event is for one of them. */
  readonly sources: number;
  /** Times the processor time that was measured, 1 by default. */
  readonly cpuTimes?: number;
  /** How long a PutPartnerEvents call takes; as planned with by default. */
  readonly callSeconds?: number;
}

/** What a message holds besides the details: id, generator, detail type, time and punctuation of each event. */
const eventEnvelopeBytes = 130;
/** An entry's source name, detail type and time, as EventBridge counts them. */
const entryEnvelopeBytes = 94;
/** A record's receipt handle, ids, attributes and names, in the JSON that Lambda gives. */
const recordEnvelopeBytes = 850;
/** The body is a string in that JSON, with its quotation marks escaped. */
const escaping = 1.1;

/** The body of one message, in bytes. */
export function messageBytes({ eventBytes, eventsPerMessage }: Traffic): number {
  return eventsPerMessage * (eventBytes + eventEnvelopeBytes);
}

/** A message's part of the payload of an invocation, in bytes. */
export function recordBytes(traffic: Traffic): number {
  return recordEnvelopeBytes + escaping * messageBytes(traffic);
}

/** The size of an entry as EventBridge counts it, in bytes. */
export function entryBytes({ eventBytes }: Traffic): number {
  return eventBytes + entryEnvelopeBytes;
}

/** How a table names traffic: "1 kB, 20 per message". */
export function describeEvents({ eventBytes, eventsPerMessage }: Traffic): string {
  const messages = eventsPerMessage === 1 ? 'one per message' : `${eventsPerMessage} per message`;
  return `${eventBytes / 1000} kB, ${messages}`;
}
