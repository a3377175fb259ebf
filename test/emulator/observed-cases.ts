import { operations } from '../../emulator/operations/operations.ts';
import { AwsError } from '../../emulator/protocol/aws-error.ts';
import type {
  EntryCase,
  Observed,
  ObservedAnswer,
  ObservedRegion,
} from '../../emulator/observed/observed.ts';
import type { World } from '../../emulator/state/world.ts';
import { anEntry, listIn, memberIn, PARTNER, REGION } from './support.ts';

/** A file in which only this Region was observed. */
export function anObserved(seen: ObservedRegion, region = REGION): Observed {
  return { version: 1, observedAt: '2026-11-29T12:00:00Z', regions: { [region]: seen } };
}

const beside = (overrides: object) => [anEntry(), anEntry(overrides)];

/** The entries of a request for each case; the case's own is the last. */
export const entriesOf: Readonly<Record<EntryCase, readonly object[]>> = {
  withoutSource: beside({ Source: undefined }),
  withoutDetailType: beside({ DetailType: undefined }),
  withoutDetail: beside({ Detail: undefined }),
  onlyIncomplete: [{}],
  detailNotJson: beside({ Detail: '{"a":' }),
  detailNotObject: beside({ Detail: '[1]' }),
  detailWithDuplicateKeys: beside({ Detail: '{"a":1,"a":2}' }),
  integerAbove63Bits: beside({ Detail: '{"a":9223372036854775808}' }),
  integerBelow63Bits: beside({ Detail: '{"a":-9223372036854775809}' }),
  numberBeyondDouble: beside({ Detail: '{"a":1e400}' }),
  loneSurrogate: beside({ Detail: String.raw`{"a":"\ud800"}` }),
  detailTypeTooLong: beside({ DetailType: 'x'.repeat(129) }),
  sourceNameInvalid: beside({ Source: 'my.app' }),
  resourceTooLong: beside({ Resources: ['x'.repeat(2049)] }),
  tooManyEntries: Array.from({ length: 21 }, () => anEntry()),
};

/** The answer to the last of these entries, in the form of the file. */
export function answerTo(
  world: World,
  Entries: readonly object[],
  region = REGION,
): ObservedAnswer {
  try {
    const caller = { account: PARTNER, region };
    const answer = operations.PutPartnerEvents(world, caller, { Entries });
    const last = listIn(answer, 'Entries').at(-1);
    if (memberIn(last, 'EventId') !== undefined) return { kind: 'accepted' };
    const code = String(memberIn(last, 'ErrorCode'));
    return { kind: 'entryRefused', code, message: String(memberIn(last, 'ErrorMessage')) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { status, type: code, message } = error;
    return { kind: 'requestRefused', status, code, message };
  }
}
