import { fold } from '../../../lambdas/domain/error-codes.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { missingSourceCodes } from '../../guide/missing-source.ts';

/** What is wrong with the reason of a retirement, or worth knowing of it. */
export interface ReasonJudgement {
  readonly problem?: string;
  readonly note?: string;
}

/**
 * Judges why a mapping was retired after an event for a source that does not exist: EventBridge's code has to
 * be in the reason. One that neither the product nor these settings have is only noted: local mode's functions
 * may have codes of their own.
 */
export function judgeMissingSource(reason: string, settings: Settings): ReasonJudgement {
  const { alone, bySentence } = missingSourceCodes(settings);
  const code = /\(([^():]+): /.exec(reason)?.[1];
  if (code === undefined) {
    const problem = `expected EventBridge's code for a missing source in the reason (such as ${alone.join(' or ')}), but it is: ${reason}`;
    return { problem };
  }
  if ([...alone, ...bySentence].some((one) => fold(one) === fold(code))) return {};
  return { note: `the code for a missing source was ${code}, which these settings do not have` };
}
