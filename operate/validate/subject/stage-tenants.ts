import type { LambdaClient } from '@aws-sdk/client-lambda';
import { tenantClaimOf } from '../../../lib/stage/sign-in.ts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { invokedApi } from '../api/invoked-api.ts';
import type { TenantApi } from '../api/tenant-calls.ts';
import type { RunNames } from '../run-names.ts';
import type { Tenants } from './subject.ts';
import { minutesLeft, tenantOfToken } from './token-tenant.ts';

/** The tokens that the operator has given, each with how, for messages. */
export interface GivenTokens {
  readonly first: GivenToken | undefined;
  readonly second: GivenToken | undefined;
}

interface GivenToken {
  readonly token: string;
  readonly given: string;
}

/** Where the API is, with and without API Gateway. */
interface StageApi {
  readonly url: string;
  readonly stage: Stage;
  readonly names: RunNames;
  readonly client: Pick<LambdaClient, 'send'>;
  /** Throws if the stack does not say it. */
  readonly functionName: () => string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** How long a walk on a stage may take. */
const walkMinutes = 30;

function endsEarly({ token, given }: GivenToken, nowMs: number): readonly string[] {
  const minutes = Math.floor(minutesLeft(token, nowMs));
  if (minutes >= walkMinutes) return [];
  return [
    `the token of ${given} ended ${minutes} minutes after the start: what is answered with 401 later is for this`,
  ];
}

/** The tenants of the given tokens; without one, tenants of the run's own, for whom the function is invoked. */
export function stageTenants(
  { first, second }: GivenTokens,
  { url, stage, names, client, functionName, now = Date.now }: StageApi,
): { readonly tenants: Tenants; readonly notes: readonly string[] } {
  const tenantClaim = tenantClaimOf(stage);
  if (first !== undefined) {
    const place = { url, tenantClaim, nowMs: now() };
    const tenants = {
      first: tenantOfToken(first, place),
      second: second && tenantOfToken(second, place),
      areOwn: false,
    };
    return {
      tenants,
      notes: [
        `the tenant ${tenants.first.tenant} of the given token keeps its history: only sources of the run were taken away`,
        ...[first, ...(second === undefined ? [] : [second])].flatMap((one) =>
          endsEarly(one, now()),
        ),
      ],
    };
  }
  const host = new URL(url).host;
  const own = (which: 'a' | 'b'): TenantApi => {
    const tenant = names.tenant(which);
    const caller = { tenant, tenantClaim, host };
    return {
      tenant,
      send: invokedApi({ client, functionName: functionName(), caller, now }),
    };
  };
  return {
    tenants: { first: own('a'), second: own('b'), areOwn: true },
    notes: [
      'the sign-in and API Gateway’s check of tokens were not part of this run: the registration function was invoked directly (a token in FANOUT_TOKEN makes them a part of it)',
    ],
  };
}
