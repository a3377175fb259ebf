import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { stagesFolder } from '../../lib/stage/read-stage.ts';
import { credentialsOf } from '../../local/partner.ts';
import { OperationError } from '../operation-error.ts';
import type { CustomerSide } from './customer-side.ts';
import type { Effort } from './probe-context.ts';
import { standardEffort } from './probe-plan.ts';

/** What the command needs of the world. */
export interface ProbeServices {
  /** The account of a profile's credentials, or of this process's own. */
  readonly accountOf: (region: string, profile?: string) => Promise<string>;
  /** Clients with a profile's credentials or, in local mode, with those of an account. */
  readonly customerOf: (customer: Customer) => CustomerSide;
  readonly newRun: () => string;
  /** A clock that only goes forward, milliseconds. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly effort: Effort;
  readonly stagesFolder: string;
}

/** Whose credentials the customer's clients have. */
export type Customer = { readonly profile: string } | { readonly localAccount: string };

/** The services of a run on AWS, or on local mode. */
export const probeServices: ProbeServices = {
  async accountOf(region, profile) {
    const client = new STSClient({ region, ...(profile !== undefined && { profile }) });
    const { Account: account } = await client.send(new GetCallerIdentityCommand());
    if (account === undefined) throw new OperationError('STS returned no account');
    return account;
  },
  customerOf(customer) {
    const credentials =
      'profile' in customer
        ? { profile: customer.profile }
        : { credentials: credentialsOf(customer.localAccount) };
    return {
      eventBridge: (region) => new EventBridgeClient({ region, ...credentials }),
      sqs: (region) => new SQSClient({ region, ...credentials }),
    };
  },
  newRun: () => `fanout-validate-${randomBytes(4).toString('hex')}`,
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal && { signal });
  },
  effort: standardEffort,
  stagesFolder,
};
