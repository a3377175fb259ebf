import { judgeHistory, type HistoryVerdict, type MadeDelivery } from './judge-history.ts';
import type { RecordedOutcome } from './read-history.ts';
import type { Ambiguity, LedgerEntry, RegisteredSource } from './evidence.ts';

/** An event as a customer's bus received it. */
export interface Arrival {
  readonly region: string;
  readonly account: string;
  readonly bus: string;
  /** The vendor's id, from the detail. */
  readonly eventId: string;
  readonly detailType: string;
  /** Of the detail, wherever that was. */
  readonly digest: string;
  /** Whether a stub came, whose link was followed. */
  readonly isStub: boolean;
}

/** An event that a queue still holds: for every source, or bound for one. */
export interface Held {
  readonly eventId: string;
  readonly source?: { readonly region: string; readonly name: string };
}

/** Everything that was to be seen of a run. */
export interface Findings {
  /** The partner whose sources they are, such as vendor.example.test. */
  readonly partner: string;
  readonly sources: readonly RegisteredSource[];
  readonly ledger: readonly LedgerEntry[];
  readonly arrivals: readonly Arrival[];
  readonly waiting: readonly Held[];
  readonly deadLetters: readonly Held[];
  readonly ambiguities: readonly Ambiguity[];
  readonly history: readonly RecordedOutcome[];
  /** Rows of which the functions reported that the history did not take them. */
  readonly rowsLost: number;
}

/** The result of the run: a count of everything, and a few examples of each violation. */
export interface Verdict {
  /** Events that SQS had said to hold. */
  readonly accepted: number;
  /** One for each of them and each source that wants it. */
  readonly deliveries: number;
  /** Events that customers' buses received. */
  readonly received: number;
  /** Of them, those that came as stubs. */
  readonly stubs: number;
  /** Deliveries that no bus received, and no queue holds. */
  readonly lost: number;
  /** Arrivals on a bus that did not ask for them, or that are not as they were sent. */
  readonly misdelivered: number;
  /** Deliveries that only the retry queue or the events queue holds. */
  readonly waiting: number;
  /** Deliveries that only a dead-letter queue holds. */
  readonly deadLettered: number;
  /** Arrivals of a delivery after its first. */
  readonly duplicates: number;
  /** Of the duplicates: by a crash or a caller that gave up, by an unanswered call, and by neither. */
  readonly duplicatesByCause: Readonly<Record<'crashed' | 'unanswered' | 'unexplained', number>>;
  readonly history: HistoryVerdict;
  readonly examples: Readonly<Record<'lost' | 'misdelivered' | 'unexplained', readonly string[]>>;
}

const maxExamples = 5;

/** Holds what was received against what was accepted. It knows nothing of how the one becomes the other. */
export function judge(findings: Findings): Verdict {
  const due = deliveriesDue(findings);
  const { arrivedTimes, misdelivered } = sortArrivals(findings.arrivals, due);
  const isWaiting = isHeldBy(findings.waiting);
  const isDeadLettered = isHeldBy(findings.deadLetters);

  const missing = [...due].filter(([key]) => !arrivedTimes.has(key)).map(([, one]) => one);
  const waiting = missing.filter(isWaiting);
  const deadLettered = missing.filter((one) => !isWaiting(one) && isDeadLettered(one));
  const lost = missing.filter((one) => !isWaiting(one) && !isDeadLettered(one));
  const arrived = [...due].filter(([key]) => arrivedTimes.has(key)).map(([, one]) => one);
  const made: readonly MadeDelivery[] = [
    ...arrived.map((one) => ({ ...one, isDeadLettered: false })),
    // Of an event as a whole, no delivery is known.
    ...deadLettered
      .filter(isHeldAlone(findings.deadLetters))
      .map((one) => ({ ...one, isDeadLettered: true })),
  ];
  const { byCause, unexplained } = explainDuplicates(arrivedTimes, due, findings.ambiguities);
  return {
    accepted: findings.ledger.length,
    deliveries: due.size,
    received: findings.arrivals.length,
    stubs: findings.arrivals.filter(({ isStub }) => isStub).length,
    lost: lost.length,
    misdelivered: misdelivered.length,
    waiting: waiting.length,
    deadLettered: deadLettered.length,
    duplicates: byCause.crashed + byCause.unanswered + byCause.unexplained,
    duplicatesByCause: byCause,
    history: judgeHistory(made, findings.history, findings.rowsLost),
    examples: {
      lost: lost.slice(0, maxExamples).map(describe),
      misdelivered: misdelivered.slice(0, maxExamples),
      unexplained: unexplained.slice(0, maxExamples),
    },
  };
}

/** A delivery that has to be made. */
interface Due {
  readonly eventId: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly detailType: string;
  readonly digest: string;
}

type DueByKey = ReadonlyMap<string, Due>;

function deliveriesDue({ partner, sources, ledger }: Findings): DueByKey {
  const sourcesOf = Map.groupBy(sources, ({ generator }) => generator);
  const due = new Map<string, Due>();
  for (const { id: eventId, generator, detailType, digest } of ledger) {
    for (const { region, account, detailTypes } of sourcesOf.get(generator) ?? []) {
      if (detailTypes?.includes(detailType) === false) continue;
      const name = `aws.partner/${partner}/${generator}/${account}`;
      due.set(keyOf({ eventId, region, name }), {
        eventId,
        region,
        account,
        name,
        detailType,
        digest,
      });
    }
  }
  return due;
}

function isHeldBy(held: readonly Held[]) {
  const keys = new Set(held.map(({ eventId, source }) => heldKey(eventId, source)));
  return ({ eventId, region, name }: Due) =>
    keys.has(heldKey(eventId)) || keys.has(heldKey(eventId, { region, name }));
}

/** Whether a delivery itself is held, not the event for whoever wants it. */
function isHeldAlone(held: readonly Held[]) {
  const keys = new Set(held.map(({ eventId, source }) => heldKey(eventId, source)));
  return ({ eventId, region, name }: Due) => keys.has(heldKey(eventId, { region, name }));
}

function sortArrivals(arrivals: readonly Arrival[], due: DueByKey) {
  const arrivedTimes = new Map<string, number>();
  const misdelivered: string[] = [];
  for (const { bus, ...arrival } of arrivals) {
    const key = keyOf({ ...arrival, name: bus });
    const wanted = due.get(key);
    const isWanted =
      wanted?.account === arrival.account &&
      wanted.detailType === arrival.detailType &&
      wanted.digest === arrival.digest;
    if (isWanted) arrivedTimes.set(key, (arrivedTimes.get(key) ?? 0) + 1);
    else misdelivered.push(`${describe({ ...arrival, name: bus })}, account ${arrival.account}`);
  }
  return { arrivedTimes, misdelivered };
}

/** Each ambiguity that contains an event explains one more arrival of each of its deliveries. */
function explainDuplicates(
  arrivedTimes: ReadonlyMap<string, number>,
  due: DueByKey,
  ambiguities: readonly Ambiguity[],
) {
  const crashed = timesIn(ambiguities, 'crashed');
  const abandoned = timesIn(ambiguities, 'abandoned');
  const unanswered = timesIn(ambiguities, 'unanswered');
  const byCause = { crashed: 0, unanswered: 0, unexplained: 0 };
  const unexplained: string[] = [];
  for (const [key, times] of arrivedTimes) {
    const one = due.get(key);
    if (one === undefined || times === 1) continue;
    const surplus = times - 1;
    const { eventId } = one;
    // A call that its caller died in is the same crash, recorded twice.
    const crashes = Math.max(crashed.get(eventId) ?? 0, abandoned.get(eventId) ?? 0);
    const byCrash = Math.min(surplus, crashes);
    const byCall = Math.min(surplus - byCrash, unanswered.get(eventId) ?? 0);
    byCause.crashed += byCrash;
    byCause.unanswered += byCall;
    byCause.unexplained += surplus - byCrash - byCall;
    if (surplus > byCrash + byCall) unexplained.push(`${describe(one)}, ${times} times`);
  }
  return { byCause, unexplained };
}

function timesIn(ambiguities: readonly Ambiguity[], cause: Ambiguity['cause']) {
  const times = new Map<string, number>();
  for (const ambiguity of ambiguities) {
    if (ambiguity.cause !== cause) continue;
    for (const id of ambiguity.eventIds) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

function keyOf({ eventId, region, name }: Pick<Due, 'eventId' | 'region' | 'name'>): string {
  return `${eventId} ${region} ${name}`;
}

function heldKey(eventId: string, source?: Held['source']): string {
  return source === undefined ? eventId : keyOf({ eventId, ...source });
}

function describe({ eventId, region, name }: Pick<Due, 'eventId' | 'region' | 'name'>): string {
  return `${eventId} to ${name} in ${region}`;
}
