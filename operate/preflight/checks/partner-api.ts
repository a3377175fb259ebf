import { ListPartnerEventSourcesCommand } from '@aws-sdk/client-eventbridge';
import { codesOf } from '../../../lambdas/domain/error-codes.ts';
import type { Failure } from '../../../lambdas/domain/outcome.ts';
import { ask, unknownBecause, type Answer } from '../answer.ts';
import { byRegion, workingRegions } from '../by-region.ts';
import type { Check, CheckContext } from '../check.ts';
import { findingsOf, type Judgement, type Verdict } from '../finding.ts';
import { isDisabled } from './regions.ts';

const name = 'partner API';

/** Whether this account may use the partner API of EventBridge in each Region of the stage. */
export const partnerApiCheck: Check = {
  name,
  async run(context) {
    const { partnerName } = context.stage;
    const answers = await byRegion(workingRegions(context.stage), async (region) =>
      listOne(region, context),
    );
    const judgements = [...answers].map(([region, answer]) =>
      judgePartnerApi(region, partnerName, answer),
    );
    return findingsOf(name, 'Regions', judgements);
  },
};

/**
 * What the answer to ListPartnerEventSources means for a Region. The answer to an account that is not a
 * partner is undocumented: success does not prove that this account is one.
 */
function judgePartnerApi(region: string, partnerName: string, answer: Answer<unknown>): Judgement {
  if (answer.kind === 'answered') {
    return {
      subject: region,
      status: 'ok',
      text: `EventBridge answers for ${partnerName}`,
    };
  }
  const { failure } = answer;
  const isOfAws = answer.kind === 'refused' || answer.because === 'permission';
  if (!isOfAws || failure === undefined || isOfIam(failure)) {
    return { subject: region, ...unknownBecause(answer) };
  }
  return { subject: region, ...judgeRefusal(failure, partnerName) };
}

/** IAM names the principal and the action. Other access errors cannot be fixed by a policy. */
function isOfIam({ message }: Failure): boolean {
  return message.includes('is not authorized to perform');
}

function judgeRefusal(failure: Failure, partnerName: string): Verdict {
  const { code, message } = failure;
  if (isDisabled(failure)) {
    return {
      status: 'unknown',
      text: `could not be checked: the Region does not recognize these credentials (${code})`,
    };
  }
  if (codesOf('operationDisabled').includes(code)) {
    return {
      status: 'fails',
      text: 'the partner API is disabled there',
      remedy: 'remove the Region from the stage file, or contact AWS',
    };
  }
  return {
    status: 'fails',
    text: `EventBridge does not accept this account as the partner ${partnerName} (${code}: ${message})`,
    remedy:
      'AWS registers partners by account: ask your AWS contact whether this account is registered',
  };
}

async function listOne(region: string, { stage, clients, signal }: CheckContext) {
  return await ask(signal, 'events:ListPartnerEventSources', async (options) => {
    const command = new ListPartnerEventSourcesCommand({
      NamePrefix: `aws.partner/${stage.partnerName}/`,
      Limit: 1,
    });
    await clients.eventBridge(region).send(command, options);
  });
}
