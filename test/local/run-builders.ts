import { writeJson } from '../../lambdas/domain/json.ts';
import { newBatchTotals } from '../../local/batch-totals.ts';
import type { Received } from '../../local/emulator-view.ts';
import { Expectation } from '../../local/expectation.ts';
import type { EntryRules } from '../../local/expected-event.ts';
import type { SourceInput } from '../../local/input/sources.ts';
import type { RecordedRow } from '../../local/history/recorded.ts';
import { aHistoryRow } from '../support/history-builders.ts';
import type { RunResult } from '../../local/run-result.ts';

/** A customer's source. */
export function aSource(overrides: Partial<SourceInput> = {}): SourceInput {
  return {
    generator: 't/r',
    account: '111122223333',
    region: 'us-east-1',
    bus: 'active',
    ...overrides,
  };
}

/** The body of a message with one event. */
export function aBody(overrides: object = {}): string {
  const event = { id: '1', generator: 't/r', detailType: 'push', detail: { n: 1 } };
  return JSON.stringify({ ...event, ...overrides });
}

const someRules: EntryRules = {
  maxEntryBytes: 262_144,
  eventIdIn: 'resources',
  relay: 'byReference',
  keptNames: new Map([['push', new Set(['n'])]]),
};

/** What a run of these messages and sources is expected to do. */
export function anExpectation(
  bodies: readonly string[],
  sources: readonly SourceInput[] = [aSource()],
  rules: Partial<EntryRules> = {},
): Expectation {
  const expectation = new Expectation(sources, { ...someRules, ...rules });
  for (const body of bodies) expectation.addMessage(body);
  return expectation;
}

/** An event as the bus of {@link aSource} received it. */
export function aReceived(
  overrides: Partial<Received['event']> = {},
  at: Partial<Received> = {},
): Received {
  const bus = 'aws.partner/vendor.example.test/t/r/111122223333';
  const { detail = { n: 1 } } = overrides;
  return {
    region: 'us-east-1',
    account: '111122223333',
    bus,
    event: {
      id: 'e1',
      source: bus,
      time: '2026-11-21T19:00:00Z',
      'detail-type': 'push',
      resources: ['event/1'],
      ...overrides,
      detail,
    },
    detailJson: writeJson(detail),
    ...at,
  };
}

/** A row of the history. */
export function aRecordedRow(fields: Partial<RecordedRow> = {}): RecordedRow {
  const { eventBridgeId: _, ...row } = aHistoryRow();
  return { tenant: 't', ...row, ...fields };
}

/** What is to be seen after a run of nothing. */
export function aRunResult(overrides: Partial<RunResult> = {}): RunResult {
  return {
    fed: { sent: 0, empty: 0, refused: [] },
    totals: newBatchTotals(),
    counters: {
      putPartnerEventsCalls: 0,
      droppedEntries: 0,
      lostResponseEntries: 0,
      received: 0,
      putEventsReceived: 0,
    },
    received: [],
    eventsDeadLetters: [],
    retriesDeadLetters: [],
    waiting: 0,
    retired: [],
    failedInvocations: 0,
    stoppedLoops: { 'fan-out': 0, retry: 0 },
    // Of the event of aReceived, and of a few dead letters.
    rows: [
      aRecordedRow({ eventBridgeId: 'e1' }),
      ...Array.from({ length: 5 }, () => aRecordedRow({ outcome: 'deadLettered' })),
    ],
    heldWithoutText: 0,
    links: { stubs: 0, followed: 0, problems: [] },
    elapsedMs: 0,
    ...overrides,
  };
}
