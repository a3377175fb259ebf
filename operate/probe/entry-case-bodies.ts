import type { EntryCase } from '../../emulator/observed/observed.ts';
import { entryText, requestText, type EntryHead } from './probe-entry.ts';

/** A request that shows how EventBridge answers a case: the body as it is sent, and which entry the case is. */
export interface CaseRequest {
  readonly body: string;
  /** The case's entry in the request. */
  readonly index: number;
}

/** The request of a case, for a source that exists. */
export function caseRequest(name: EntryCase, head: EntryHead): CaseRequest {
  const entries = entriesOf[name](head);
  return { body: requestText(entries), index: name === 'tooManyEntries' ? entries.length - 1 : 0 };
}

/** The entries of a request, as JSON text; the case's is the first, or the last of too many. */
type EntriesOf = (head: EntryHead) => readonly string[];

// A request in which no entry is right may be refused for that. So each has a right one beside its own.
const besideGood =
  (entryOf: (head: EntryHead) => string): EntriesOf =>
  (head) => [entryOf(head), goodEntry(head)];

const without = (left: 'Source' | 'DetailType' | 'Detail'): EntriesOf =>
  besideGood(({ source, detailType }) => {
    const members = { Source: source, DetailType: detailType, Detail: '{}' };
    const { [left]: _, ...others } = members;
    return JSON.stringify(others);
  });

/** The text is a JSON string in the request, and reaches EventBridge as it stands here. */
const withDetail = (detail: string): EntriesOf =>
  besideGood((head) => entryText({ ...head, resources: [], detail }));

const entriesOf: Readonly<Record<EntryCase, EntriesOf>> = {
  withoutSource: without('Source'),
  withoutDetailType: without('DetailType'),
  withoutDetail: without('Detail'),
  onlyIncomplete: () => ['{}'],
  detailNotJson: withDetail('not JSON'),
  detailNotObject: withDetail('[1]'),
  detailWithDuplicateKeys: withDetail('{"a":1,"a":2}'),
  integerAbove63Bits: withDetail('{"n":9223372036854775808}'),
  integerBelow63Bits: withDetail('{"n":-9223372036854775809}'),
  numberBeyondDouble: withDetail('{"n":1e400}'),
  loneSurrogate: withDetail(String.raw`{"text":"\ud800"}`),
  detailTypeTooLong: besideGood((head) => goodEntry({ ...head, detailType: 'a'.repeat(129) })),
  sourceNameInvalid: besideGood((head) => goodEntry({ ...head, source: `${head.source}/a b` })),
  resourceTooLong: besideGood((head) =>
    entryText({ ...head, resources: ['r'.repeat(2_049)], detail: '{}' }),
  ),
  tooManyEntries: (head) => Array.from({ length: 21 }, () => goodEntry(head)),
};

/** An entry with which nothing is wrong. */
export function goodEntry(head: EntryHead): string {
  return entryText({ ...head, resources: [], detail: '{}' });
}

/** What a detail is nested with. */
export const nestingKinds = ['objects', 'arrays'] as const;

/** A request of one entry whose detail has so many levels of objects and arrays, itself included. */
export function nestedRequest(
  kind: (typeof nestingKinds)[number],
  levels: number,
  head: EntryHead,
): string {
  const inside = levels - 1;
  const detail =
    kind === 'objects'
      ? `${'{"a":'.repeat(inside)}{}${'}'.repeat(inside)}`
      : `{"a":${'['.repeat(inside)}${inside === 0 ? '1' : ''}${']'.repeat(inside)}}`;
  return requestText([entryText({ ...head, resources: [], detail })]);
}
