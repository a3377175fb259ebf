import * as fc from 'fast-check';
import { deadLetterReasons } from '../../lambdas/domain/dead-letter.ts';
import {
  historyOutcomes,
  holdReasons,
  listeningStates,
  triggers,
  type HistoryRow,
} from '../../lambdas/domain/history/row.ts';

/** Text of any code units, half characters too. */
export const anyUnicode = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

const anyUlid = fc.ulid();

/** An id of any form: UUIDs in either case, ULIDs, and other texts. */
export const anyId = fc.oneof(
  anyUnicode,
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  anyUlid,
  anyUlid.map((id) => id.toLowerCase()),
);

const anyTimeMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const anyBytes = fc.nat({ max: 200_000_000 });

/** A row of any content. */
export const anyHistoryRow: fc.Arbitrary<HistoryRow> = fc.record(
  {
    eventId: anyId,
    eventBridgeId: anyId,
    detailType: anyUnicode,
    queuedAtMs: anyTimeMs,
    atMs: anyTimeMs,
    outcome: fc.constantFrom(...historyOutcomes),
    reason: fc.constantFrom(...deadLetterReasons, ...holdReasons),
    attempts: fc.nat(),
    state: fc.constantFrom(...listeningStates),
    trigger: fc.constantFrom(...triggers),
    replay: anyUnicode,
    failure: fc.record({ code: anyUnicode, message: anyUnicode }),
    body: fc.record({ key: anyUnicode, offset: anyBytes, length: anyBytes, line: fc.nat(63) }),
  },
  {
    requiredKeys: [
      'eventId',
      'detailType',
      'queuedAtMs',
      'atMs',
      'outcome',
      'attempts',
      'state',
      'trigger',
    ],
  },
);
