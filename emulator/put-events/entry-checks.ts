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
    (detail === 'object' || detail === 'notObject') && check(entry.Detail ?? '', behaviour);

const ofLongIntegers = (check: (json: string) => boolean): Check => {
  const checkDetail = ofDetail(check);
  return (examined, behaviour) => examined.mayHaveLongInteger && checkDetail(examined, behaviour);
};

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
  ['withoutDetail', ({ detail }) => detail === 'none'],
  ['detailNotJson', ({ detail }) => detail === 'notJson'],
  ['detailNotObject', ({ detail }) => detail === 'notObject'],
  ['nestedTooDeep', ofDetail((json, { maxLevels }) => isTooDeep(json, maxLevels))],
  ['integerAbove63Bits', ofLongIntegers(hasIntegerAbove63Bits)],
  ['integerBelow63Bits', ofLongIntegers(hasIntegerBelow63Bits)],
  ['numberBeyondDouble', ofDetail(hasNumberBeyondDouble)],
  ['detailWithDuplicateKeys', ofDetail(hasDuplicateKeys)],
  ['loneSurrogate', ofDetail(hasLoneSurrogate)],
];

type Refusing = readonly { readonly isOne: Check; readonly refusal: Refusal }[];

// Each entry of each call asks for them, and most cases are accepted or left to the service model.
const refusingBy = new WeakMap<Behaviour, Readonly<Record<Refusal['kind'], Refusing>>>();

/** The first refusal of this kind that an entry has. */
export function refusalOf(
  kind: Refusal['kind'],
  examined: Examined,
  behaviour: Behaviour,
): Refusal | undefined {
  for (const { isOne, refusal } of refusingOf(behaviour)[kind]) {
    if (isOne(examined, behaviour)) return refusal;
  }
  return undefined;
}

function refusingOf(behaviour: Behaviour) {
  const known = refusingBy.get(behaviour);
  if (known !== undefined) return known;
  const all = checks.flatMap(([name, isOne]) => {
    const answer = behaviour.answers[name];
    const refusal = answer && refusalIn(answer);
    return refusal === undefined ? [] : [{ isOne, refusal }];
  });
  const ofKind = (kind: Refusal['kind']) => all.filter(({ refusal }) => refusal.kind === kind);
  const refusing = {
    entryRefused: ofKind('entryRefused'),
    requestRefused: ofKind('requestRefused'),
  };
  refusingBy.set(behaviour, refusing);
  return refusing;
}
