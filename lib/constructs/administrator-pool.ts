import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPool,
  Mfa,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acceptFinding, type AcceptedFinding } from '../accept-finding.ts';
import { stateRemoval } from '../stage/state-removal.ts';
import type { Stage } from '../stage/stage.ts';
import { tenantAttribute } from '../stage/sign-in.ts';

/** Properties of {@link AdministratorPool}. */
export interface AdministratorPoolProps {
  readonly stage: Stage;
}

/**
 * A Cognito user pool of the tenants' administrators, for a vendor that has no OpenID provider.
 *
 * The vendor creates the users and names each one's tenant in the attribute `custom:tenant`: nobody
 * signs up. Passwords have at least 12 characters of all kinds; the second factor is an authenticator
 * app. Not here: what depends on the page's address (`Administrators`), e-mail by SES, custom styling,
 * and Cognito's deletion protection, under which a failed creation could not be rolled back.
 */
export class AdministratorPool extends Construct {
  readonly userPool: UserPool;

  constructor(scope: Construct, id: string, { stage }: AdministratorPoolProps) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: { [tenantAttribute]: new StringAttribute({ mutable: true }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      // Optional, nobody would have one: the sign-in enrols a second factor only if it is required.
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      removalPolicy: stateRemoval(stage),
    });
    // `Administrators` derives the issuer from the pool's id, in Cognito's original form.
    const pool = this.userPool.node.defaultChild;
    if (pool instanceof CfnUserPool) pool.issuerConfiguration = { type: 'ORIGINAL' };
    acceptFinding(this.userPool, withoutPlusPlan);
  }
}

const withoutPlusPlan: AcceptedFinding = {
  rule: 'COG8',
  packs: ['AwsSolutions'],
  reason:
    'The plus plan is charged per user. Nobody signs up, passwords are long, and the API limits each tenant’s requests.',
};
