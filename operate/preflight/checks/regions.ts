import { unknownHostCode } from '../../../lambdas/domain/error-codes.ts';
import type { Failure } from '../../../lambdas/domain/outcome.ts';
import { classifyCallFailure } from '../../../lambdas/domain/call-failure.ts';
import { unknownBecause, type Answer } from '../answer.ts';
import { byRegion, workingRegions } from '../by-region.ts';
import type { Check, Identity } from '../check.ts';
import { findingsOf, type Judgement } from '../finding.ts';
import { askIdentity } from './account.ts';

const name = 'Regions';

/**
 * Whether the Regions of the stage and of its customers are enabled. A Region's own STS shows this
 * without any permission: a disabled Region does not recognize valid credentials.
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

/** What the answer of a Region's STS means, given the home Region's answer about the caller. */
function judgeRegion(
  region: string,
  answer: Answer<Identity>,
  caller: Answer<Identity>,
): Judgement {
  if (answer.kind === 'answered') return { subject: region, status: 'ok', text: 'enabled' };
  if (caller.kind === 'answered' && isWithoutAddress(answer))
    return { subject: region, ...noRegion };
  const isOff =
    caller.kind === 'answered' && answer.kind === 'refused' && isDisabled(answer.failure);
  if (!isOff) return { subject: region, ...unknownBecause(answer) };
  return {
    subject: region,
    status: 'fails',
    text: `is not enabled for this account, or does not accept tokens of the global STS endpoint (${answer.failure.code})`,
    remedy: `aws account enable-region --region-name ${region}, or remove it from customerRegions`,
  };
}

// DNS works, since the home Region's name resolved: this one does not exist.
function isWithoutAddress(answer: Answer<Identity>): boolean {
  return answer.kind === 'unanswered' && answer.failure?.code === unknownHostCode;
}

const noRegion = {
  status: 'fails',
  text: `no such Region: its STS endpoint does not resolve (${unknownHostCode})`,
  remedy: 'correct regions or customerRegions in the stage file',
} as const;

/** Whether the failure is that of a disabled Region. */
export function isDisabled(failure: Failure): boolean {
  return classifyCallFailure(failure) === 'regionDisabled';
}
