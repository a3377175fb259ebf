import type { HistoryMessage, NewText, UnpackedMessage } from '../ports/recorder.ts';
import { mostReceived, receiveAll } from './receive-all.ts';
import type { RecorderRun } from './run-state.ts';

/** The messages of a round. */
export interface ReceivedRound {
  /** To be recorded. */
  readonly messages: readonly ReadMessage[];
  /** To be deleted alone, since they are recorded already, or come twice. */
  readonly repeated: readonly HistoryMessage[];
  /** Whether everything that was on the queue when the run began was received. */
  readonly isDrained: boolean;
  /** Whether the queue did not answer. */
  readonly hasFailed: boolean;
}

/** A message, and what it says. */
export interface ReadMessage {
  readonly message: HistoryMessage;
  readonly rows: UnpackedMessage['rows'];
  /** The texts that rows name by their index. */
  readonly texts: readonly NewText[];
}

/**
 * So many answers in a row must have found the end of the queue. A single one may come from servers that have
 * new messages only, and SQS puts a message that was received three times behind newer ones.
 */
const answersToTrust = 3;

/** Receives messages until the queue is drained, the round is full, or its time is over. */
export async function receiveRound(run: RecorderRun, untilMs: number): Promise<ReceivedRound> {
  const { services } = run;
  const round = new Round(run);
  const mayGoOn = () => !round.isOver && services.now() < untilMs;
  const add = (messages: readonly HistoryMessage[]) => round.add(messages);
  const failure = await receiveAll({ add, mayGoOn }, services);
  const hasFailed = failure !== undefined;
  if (hasFailed) services.log.error('the history queue could not be read', { ...failure });
  return { ...round.received(), isDrained: round.isDrained && !hasFailed, hasFailed };
}

/** Collects what the receives of a round bring. */
class Round {
  isDrained = false;
  readonly #run: RecorderRun;
  readonly #messages = new Map<string, ReadMessage>();
  readonly #repeated: HistoryMessage[] = [];
  #bytes = 0;
  #rows = 0;
  #answersAtEnd = 0;

  constructor(run: RecorderRun) {
    this.#run = run;
  }

  get isOver(): boolean {
    const { limits } = this.#run.services;
    const { share } = this.#run.state;
    return (
      this.isDrained ||
      this.#bytes >= limits.maxRoundBytes * share ||
      this.#rows >= limits.maxRoundRows * share ||
      this.#messages.size >= limits.maxRoundMessages * share
    );
  }

  add(messages: readonly HistoryMessage[]): void {
    for (const message of messages) this.#addOne(message);
    // A receive that waits asks all of SQS's servers, so that an empty one has found nothing on any. One that
    // is not full, of messages that came since the run began, has probably found all that there is.
    const areNew = messages.every(({ sentAtMs }) => sentAtMs >= this.#run.startedMs);
    this.#answersAtEnd = messages.length < mostReceived && areNew ? this.#answersAtEnd + 1 : 0;
    this.isDrained = messages.length === 0 || this.#answersAtEnd >= answersToTrust;
  }

  received() {
    return { messages: [...this.#messages.values()], repeated: this.#repeated };
  }

  #addOne(message: HistoryMessage): void {
    const { messageId: id, body } = message;
    if (this.#run.recorded.has(id) || this.#messages.has(id)) {
      this.#repeated.push(message);
      return;
    }
    const read = this.#read(message);
    if (read === undefined) return;
    this.#messages.set(id, read);
    this.#rows += read.rows.length;
    this.#bytes += read.texts.reduce((sum, { text }) => sum + text.length, body.length);
  }

  /** What a message says. What cannot be read stays on the queue, which dead-letters it in the end. */
  #read(message: HistoryMessage): ReadMessage | undefined {
    const { services, report } = this.#run;
    const { messageId } = message;
    try {
      const { rows, texts, unpackTexts } = services.unpack(message.body);
      return { message, rows, texts: textsOf(texts, unpackTexts()) };
    } catch (error) {
      report.unreadable += 1;
      services.log.error('a message of the history queue cannot be read', { messageId, error });
      return undefined;
    }
  }
}

function textsOf(
  heads: UnpackedMessage['texts'],
  unpacked: readonly Uint8Array[],
): readonly NewText[] {
  return unpacked.flatMap((text, index) => {
    const head = heads[index];
    return head === undefined ? [] : [{ tenant: head.tenant, text }];
  });
}
