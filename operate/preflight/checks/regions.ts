import type { Failure } from '../../../lambdas/domain/outcome.ts';
import { classifyCallFailure } from '../../../lambdas/domain/call-failure.ts';
import { unknownBecause, type Answer } from '../answer.ts';
import { byRegion, workingRegions } from '../by-region.ts';
import type { Check, Identity } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askIdentity } from './account.ts';

const name = 'Regions';

/**
 * Whether the Regions of the stage and of its customers are switched on. A Region's own STS says so,
 * without any permission: one that is switched off does not know good credentials.
 */
export const regionsCheck: Check = {
  name,
  async run({ stage, clients, signal, identity }) {
    const [caller, answers] = await Promise.all([
      identity(),
      byRegion(workingRegions(stage), async (region) => await askIdentity(clients, region, signal)),
    ]);
    const judgements = [...answers].map(([region, answer]) => judgeRegion(region, answer, caller));
    return findingsOf(name, 'Regions', judgements);
  },
};

/** What a Region's STS says of the Region, given what the home Region's says of the caller. */
function judgeRegion(
  region: string,
  answer: Answer<Identity>,
  caller: Answer<Identity>,
): Judgement {
  if (answer.kind === 'answered') return { subject: region, status: 'ok', text: 'switched on' };
  if (caller.kind === 'answered' && isWithoutAddress(answer))
    return { subject: region, ...noRegion };
  const isOff =
    caller.kind === 'answered' && answer.kind === 'refused' && isSwitchedOff(answer.failure);
  if (!isOff) return { subject: region, ...unknownBecause(answer) };
  return {
    subject: region,
    status: 'fails',
    text: `is not switched on for this account, or takes no tokens of the global STS endpoint (${answer.failure.code})`,
    remedy: `aws account enable-region --region-name ${region}, or take it out of customerRegions`,
  };
}

// Names are resolved, since the home Region's was: this one does not exist.
function isWithoutAddress(answer: Answer<Identity>): boolean {
  return answer.kind === 'unanswered' && answer.failure?.code === 'ENOTFOUND';
}

const noRegion = {
  status: 'fails',
  text: 'there is no such Region: its STS has no address (ENOTFOUND)',
  remedy: 'correct regions or customerRegions in the stage’s file',
} as const;

/** Whether a Region that is switched off answers so. */
export function isSwitchedOff(failure: Failure): boolean {
  return classifyCallFailure(failure) === 'regionDisabled';
}
