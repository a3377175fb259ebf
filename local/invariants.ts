import { readRetryMessage } from '../lambdas/domain/retry-message.ts';
import type { StoredMessage } from './aws/sqs.ts';
import type { Expectation } from './expectation.ts';
import { maxRounds } from './lambda/lineage.ts';
import { receivedDelivery, type ReceivedDelivery } from './large-events/received-delivery.ts';
import { countWrongStubs } from './large-events/wrong-stubs.ts';
import type { RunResult } from './run-result.ts';
import { entriesSettled, refusedForPayload, sum } from './summary.ts';

/** Whether an invariant held in a run. */
export interface Verdict {
  readonly invariant: string;
  /** What broke it, in words; empty if it held. */
  readonly violations: readonly string[];
}

type Times = ReadonlyMap<string, number>;

/** Compares what happened with what had to happen. */
export function checkInvariants(expectation: Expectation, result: RunResult): readonly Verdict[] {
  const deliveries = result.received.map((one) => receivedDelivery(one, expectation));
  const received = countByKey(deliveries.map(({ key }) => key));
  return [
    {
      invariant: 'Nothing is lost',
      violations: [...unsettled(expectation, result), ...lost(expectation, result, received)],
    },
    {
      invariant: 'Events reach only the sources that asked for them',
      violations: strangers(expectation, deliveries),
    },
    {
      invariant: 'Only unanswered calls cause duplicates',
      violations: duplicates(expectation, result, received),
    },
    {
      invariant: 'Each stub leads to its detail',
      violations: wrongStubs(expectation, deliveries, result),
    },
    { invariant: 'Every dead letter has a reason', violations: withoutReason(result) },
    {
      invariant: 'The mapping of a deleted source is retired',
      violations: notRetired(expectation, result),
    },
    { invariant: 'Lambda stops no function as a recursive loop', violations: stoppedLoops(result) },
    { invariant: 'Every delivery has its row in the history', violations: withoutRow(result) },
    {
      invariant: 'Every held event has its text in the history',
      violations: problems([
        [result.heldWithoutText > 0, `${result.heldWithoutText} held events have no text`],
      ]),
    },
  ];
}

function unsettled(expectation: Expectation, result: RunResult): string[] {
  const { waiting, totals, eventsDeadLetters, failedInvocations } = result;
  const refused = refusedForPayload(eventsDeadLetters).length;
  const settled = entriesSettled(totals) - refused;
  const events = expectation.events - refused;
  const invalid = eventsDeadLetters.length - refused;
  // A function that was stopped could not report its batch.
  const hasReports = failedInvocations === 0;
  return problems([
    [waiting > 0, `${waiting} messages are still on a queue`],
    [
      invalid < expectation.invalid,
      `${expectation.invalid} events are invalid, ${invalid} were dead-lettered`,
    ],
    [
      hasReports && totals.events !== events,
      `${events} events were sent, ${totals.events} have a disposition`,
    ],
    [
      hasReports && totals.entries !== settled,
      `${totals.entries} entries were made, ${settled} have a disposition`,
    ],
  ]);
}

function lost(expectation: Expectation, result: RunResult, received: Times): string[] {
  const refused = refusedForPayload(result.eventsDeadLetters);
  const deadLettered = countByKey([
    ...result.retriesDeadLetters.flatMap((one) => keyOfDeadLetter(one, expectation)),
    ...refused.flatMap(({ body }) => expectation.deliveriesOf(body)),
  ]);
  let missing = 0;
  for (const [key, wanted] of expectation.deliveries) {
    const seen = (received.get(key) ?? 0) + (deadLettered.get(key) ?? 0);
    missing += Math.max(0, wanted - seen);
  }
  const tooLarge = sum(expectation.sources.map((source) => source.tooLarge));
  const { retriesDeadLetters } = result;
  return problems([
    [missing > 0, `${missing} deliveries to active sources are missing`],
    [
      retriesDeadLetters.length < tooLarge,
      `${tooLarge} entries are too large, ${retriesDeadLetters.length} were dead-lettered`,
    ],
  ]);
}

function strangers(expectation: Expectation, deliveries: readonly ReceivedDelivery[]): string[] {
  const strange = deliveries.filter(
    ({ received: { bus, event }, key }) => bus !== event.source || !expectation.deliveries.has(key),
  );
  const [first] = strange;
  return problems([
    [
      strange.length > 0,
      `${strange.length} events reached a bus that did not ask for them, for example ${first?.received.bus}`,
    ],
  ]);
}

/** Stubs that do not say what they must, and links that do not lead to what their stubs say. */
function wrongStubs(
  { rules }: Expectation,
  deliveries: readonly ReceivedDelivery[],
  { links }: RunResult,
): string[] {
  const wrong = countWrongStubs(deliveries, rules.maxEntryBytes);
  return problems([
    [wrong > 0, `${wrong} stubs do not have the members that they must have`],
    ...links.problems.map((problem) => [true, problem] as const),
  ]);
}

function duplicates(expectation: Expectation, result: RunResult, received: Times): string[] {
  let surplus = 0;
  for (const [key, times] of received) {
    surplus += Math.max(0, times - (expectation.deliveries.get(key) ?? times));
  }
  const unanswered = unansweredEntries(result);
  const isExcused = result.failedInvocations > 0 || surplus <= unanswered;
  return problems([
    [!isExcused, `${surplus} duplicates, but only ${unanswered} unanswered entries`],
  ]);
}

/** Entries whose acceptance nobody knows, if EventBridge accepted them. */
function unansweredEntries({ totals }: RunResult): number {
  const failures = Object.entries(totals.failures);
  return sum(failures.map(([key, count]) => (isUnanswered.test(key) ? count : 0)));
}

// Failures after which EventBridge may or may not have accepted the events.
const isUnanswered = / (?:TimeoutError|AbortError|ECONNRESET|EPIPE|NoResult|HTTP 2\d\d)$/;

// A body that fills the message leaves no room for attributes.
const nearlyFullBytes = 1_048_576 - 512;

function withoutReason({ eventsDeadLetters, retriesDeadLetters }: RunResult): string[] {
  const unexplained = [...eventsDeadLetters, ...retriesDeadLetters].filter(
    ({ body, attributes }) =>
      attributes['reason'] === undefined && Buffer.byteLength(body) < nearlyFullBytes,
  );
  return problems([[unexplained.length > 0, `${unexplained.length} dead letters have no reason`]]);
}

function notRetired({ sources }: Expectation, { retired }: RunResult): string[] {
  const isRetired = (name: string, region: string) =>
    retired.some((one) => one.sourceName === name && one.region === region);
  return sources
    .filter(
      ({ bus, wanted, name, region }) => bus === 'gone' && wanted > 0 && !isRetired(name, region),
    )
    .map(({ name, region }) => `${name} in ${region} is deleted, but its mapping is not retired`);
}

function stoppedLoops({ stoppedLoops: timesByFunction }: RunResult): string[] {
  return Object.entries(timesByFunction).flatMap(([name, times]) =>
    times === 0
      ? []
      : [
          `${name}: Lambda stopped ${times} of its invocations, after ${maxRounds} in one chain of requests: its ` +
            'recursiveLoop is Terminate',
        ],
  );
}

/** Deliveries of which the history has no last outcome, by EventBridge's id or by the number of dead letters. */
function withoutRow(result: RunResult): string[] {
  const { rows, received, retriesDeadLetters, failedInvocations } = result;
  const accepted = new Set(rows.map(({ eventBridgeId }) => eventBridgeId));
  const missing = received.filter(({ event, entryId = event.id }) => !accepted.has(entryId)).length;
  // Nobody learnt the ids of these.
  const isExcused = failedInvocations > 0 || missing <= unansweredEntries(result);
  const entries = retriesDeadLetters.map(({ body }) => readRetryMessage(body));
  const deadLettered = entries.filter(({ kind }) => kind === 'delivery').length;
  const recorded = rows.filter(({ outcome }) => outcome === 'deadLettered').length;
  return problems([
    [!isExcused, `${missing} accepted events have no row`],
    [recorded < deadLettered, `${deadLettered} dead letters have only ${recorded} rows`],
  ]);
}

function keyOfDeadLetter({ body }: StoredMessage, expectation: Expectation): string[] {
  const read = readRetryMessage(body);
  return read.kind === 'invalid' ? [] : [expectation.deliveryOf(read.delivery)];
}

function countByKey(keys: readonly string[]): Times {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

function problems(found: readonly (readonly [boolean, string])[]): string[] {
  return found.flatMap(([isProblem, text]) => (isProblem ? [text] : []));
}
