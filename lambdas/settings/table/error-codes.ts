import * as v from 'valibot';
import { maySaySourceGone } from '../../domain/outcome.ts';
import { setting } from '../setting.ts';
import { shortListOfTexts, type StageKind } from '../value-kinds.ts';

const texts = shortListOfTexts('error codes', 128);

const codesOfMissingSources: StageKind<readonly string[]> = {
  ...texts,
  inStage: v.pipe(texts.inStage, v.everyItem(maySaySourceGone)),
  expected: `${texts.expected}, none of which is known to mean anything else`,
};

/** What EventBridge's error codes mean, besides those of the domain's table. */
export const errorCodes = {
  sourceGone: setting({
    stageKey: 'errorCodes.sourceGone',
    variable: 'SOURCE_GONE_CODES',
    functions: ['fan-out', 'retry', 'replay'],
    kind: codesOfMissingSources,
    default: [],
    meaning:
      'More codes by which PutPartnerEvents answers that a source does not exist, which retires the mapping. Letters and digits alone count, in either case. A code that means something else is refused.',
    reason:
      'AWS documents none. `EventBusNotFound` and `PartnerEventSourceNotFound` are known without this setting; `fanout validate --probe` finds what EventBridge answers.',
  }),
};
