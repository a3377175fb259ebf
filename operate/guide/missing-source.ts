import { codesOf, fold } from '../../lambdas/domain/error-codes.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';

/** By which codes of PutPartnerEvents a source is missing, each as it is written. */
export interface MissingSourceCodes {
  /** These say so by themselves: AWS's, then the stage's own. */
  readonly alone: readonly string[];
  /** These only with EventBridge's own sentence about the source. */
  readonly bySentence: readonly string[];
}

/** The codes by which the product takes a source for missing, with these settings. */
export function missingSourceCodes({ errorCodes }: Settings): MissingSourceCodes {
  // Letters and digits alone count, in either case. Of codes that are the same, the first is named.
  const alone = new Map<string, string>();
  for (const code of [...codesOf('sourceGone'), ...errorCodes.sourceGone]) {
    if (!alone.has(fold(code))) alone.set(fold(code), code);
  }
  return {
    alone: [...alone.values()],
    bySentence: codesOf('notFound').filter((code) => !alone.has(fold(code))),
  };
}
