import type { Behaviour } from '../behaviour/behaviour.ts';
import type { Case } from '../behaviour/default-answers.ts';
import type { ObservedAnswer } from '../observed/observed.ts';
import { AwsError } from '../protocol/aws-error.ts';
import { isEventSourceName } from '../protocol/members.ts';
import {
  hasIntegerAbove63Bits,
  hasIntegerBelow63Bits,
  hasNumberBeyondDouble,
  isTooDeep,
} from './detail-limits.ts';
import { MAX_DETAIL_TYPE_CHARACTERS, MAX_ENTRIES, MAX_RESOURCE_CHARACTERS } from './entry.ts';
import type { Examined } from './examined.ts';
import { hasDuplicateKeys, hasLoneSurrogate } from './unusual-texts.ts';

/** What refuses an entry, or its request. */
export type Refusal = Exclude<ObservedAnswer, { kind: 'accepted' }>;

/** What an answer refuses; undefined if it accepts. */
export function refusalIn(answer: ObservedAnswer): Refusal | undefined {
  return answer.kind === 'accepted' ? undefined : answer;
}

/** Throws an AwsError if the answer refuses the whole request. */
export function refuseFor(answer: ObservedAnswer | undefined): void {
  if (answer?.kind !== 'requestRefused') return;
  throw new AwsError(answer.code, answer.message, answer.status);
}

type Check = (examined: Examined, behaviour: Behaviour) => boolean;

/** A check of a detail that is JSON. */
const ofDetail =
  (check: (json: string, behaviour: Behaviour) => boolean): Check =>
  ({ entry, detail }, behaviour) =>
    (detail.kind === 'object' || detail.kind === 'notObject') &&
    check(entry.Detail ?? '', behaviour);

/** Whether an entry is one of each case, in the order in which they are looked for. */
const checks: readonly (readonly [Case, Check])[] = [
  ['tooManyEntries', ({ index }) => index >= MAX_ENTRIES],
  ['sourceNameInvalid', ({ entry: { Source } }) => !!Source && !isEventSourceName(Source)],
  [
    'detailTypeTooLong',
    ({ entry: { DetailType = '' } }) => DetailType.length > MAX_DETAIL_TYPE_CHARACTERS,
  ],
  [
    'resourceTooLong',
    ({ entry: { Resources = [] } }) =>
      Resources.some(({ length }) => length > MAX_RESOURCE_CHARACTERS),
  ],
  ['entryTooLarge', ({ bytes }, { maxEntryBytes }) => bytes > maxEntryBytes],
  ['withoutSource', ({ entry }) => !entry.Source],
  ['withoutDetailType', ({ entry }) => !entry.DetailType],
  ['withoutDetail', ({ detail }) => detail.kind === 'none'],
  ['detailNotJson', ({ detail }) => detail.kind === 'notJson'],
  ['detailNotObject', ({ detail }) => detail.kind === 'notObject'],
  ['nestedTooDeep', ofDetail((json, { maxLevels }) => isTooDeep(json, maxLevels))],
  ['integerAbove63Bits', ofDetail(hasIntegerAbove63Bits)],
  ['integerBelow63Bits', ofDetail(hasIntegerBelow63Bits)],
  ['numberBeyondDouble', ofDetail(hasNumberBeyondDouble)],
  ['detailWithDuplicateKeys', ofDetail(hasDuplicateKeys)],
  ['loneSurrogate', ofDetail(hasLoneSurrogate)],
];

/** The first answer of this kind that an entry has. */
export function refusalOf<Kind extends Refusal['kind']>(
  kind: Kind,
  examined: Examined,
  behaviour: Behaviour,
): Extract<Refusal, { kind: Kind }> | undefined {
  for (const [name, isOne] of checks) {
    const answer = behaviour.answers[name];
    if (answer !== undefined && isOfKind(answer, kind) && isOne(examined, behaviour)) return answer;
  }
  return undefined;
}

function isOfKind<Kind extends Refusal['kind']>(
  answer: ObservedAnswer,
  kind: Kind,
): answer is Extract<Refusal, { kind: Kind }> {
  return answer.kind === kind;
}
