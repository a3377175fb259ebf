import { payloadBucketPrefix } from '../../../lib/stage/stage.ts';
import { unknownBecause } from '../answer.ts';
import type { Check } from '../check.ts';
import { findingsOf } from '../finding.ts';
import { accountOf, judgeBucket } from './state-owner.ts';

const name = 'large events';

/** Whether a bucket for the details of large events blocks a deployment: one left over, or somebody else's. */
export const payloadsCheck: Check = {
  name,
  async run(context) {
    const { stage } = context;
    const account = await accountOf(context);
    if (account.kind !== 'answered') {
      return findingsOf(name, 'buckets', [{ subject: 'the account', ...unknownBecause(account) }]);
    }
    const prefix = payloadBucketPrefix(stage, account.value);
    const asked = stage.regions.map((region) => judgeBucket(prefix, region, context));
    return findingsOf(name, 'buckets', await Promise.all(asked));
  },
};
