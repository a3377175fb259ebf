import type { EntryCase, ObservedAnswer } from '../observed/observed.ts';

/** What the service model's constraints refuse, with a text of their own, unless an account saw another answer. */
export const modelCases = [
  'tooManyEntries',
  'sourceNameInvalid',
  'detailTypeTooLong',
  'resourceTooLong',
] as const satisfies readonly EntryCase[];

/** One of {@link modelCases}. */
export type ModelCase = (typeof modelCases)[number];

/** What PutPartnerEvents has an answer for: the cases of an entry, the limits, and a source that never was or is no more. */
export type Case =
  | EntryCase
  | 'entryTooLarge'
  | 'requestTooLarge'
  | 'nestedTooDeep'
  | 'missingSource'
  | 'deletedSource';

/** The answer to each case; without one, the service model's constraints answer. */
export type Answers = Readonly<
  Record<Exclude<Case, ModelCase>, ObservedAnswer> & Partial<Record<ModelCase, ObservedAnswer>>
>;

const accepted: ObservedAnswer = { kind: 'accepted' };

/** The request is refused as one that breaks a rule of the operation. */
function invalidRequest(message: string): ObservedAnswer {
  return { kind: 'requestRefused', status: 400, code: 'ValidationException', message };
}

function entryRefused(code: string, message: string): ObservedAnswer {
  return { kind: 'entryRefused', code, message };
}

function withoutMember(member: string): ObservedAnswer {
  const message = `Parameter ${member} is not valid. Reason: ${member} is a required argument.`;
  return entryRefused('InvalidArgument', message);
}

function malformedDetail(reason?: string): ObservedAnswer {
  const message = `Detail is malformed${reason === undefined ? '' : `: ${reason}`}.`;
  return entryRefused('MalformedDetail', message);
}

const tooLarge = invalidRequest('Total size of the entries in the request is over the limit.');
const missingSource = entryRefused(
  'EventBusNotFound',
  'Event Bus Not Found: the partner event source does not exist.',
);
const integerTooLong = malformedDetail(
  'an integer is not from -9223372036854775808 to 9223372036854775807',
);

/** What the emulator answers where nobody has seen AWS's answer. emulator/README.md says what is known of each. */
export function defaultAnswers(maxLevels: number): Answers {
  return {
    onlyIncomplete: invalidRequest(
      'No entry has all of Source, DetailType and Detail, which are required arguments.',
    ),
    entryTooLarge: tooLarge,
    requestTooLarge: tooLarge,
    withoutSource: withoutMember('Source'),
    withoutDetailType: withoutMember('DetailType'),
    withoutDetail: withoutMember('Detail'),
    detailNotJson: malformedDetail(),
    detailNotObject: malformedDetail(),
    nestedTooDeep: malformedDetail(`it is nested more than ${maxLevels} levels deep`),
    integerAbove63Bits: integerTooLong,
    integerBelow63Bits: integerTooLong,
    numberBeyondDouble: accepted,
    detailWithDuplicateKeys: accepted,
    loneSurrogate: accepted,
    missingSource,
    deletedSource: missingSource,
  };
}
