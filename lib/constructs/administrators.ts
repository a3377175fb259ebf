import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge, type Acknowledgement } from '../acknowledge.ts';
import type { SignIn } from './sign-in.ts';

/** Properties of {@link Administrators}. */
export interface AdministratorsProps {
  /** The page's address; Cognito sends a browser nowhere else. */
  readonly pageUrl: string;
}

const tenantAttribute = 'tenant';

// With `profile` an ID token has every attribute that the client may read.
const scopes = [OAuthScope.OPENID, OAuthScope.PROFILE];

/**
 * A Cognito user pool of the tenants' administrators, for a vendor that has no OpenID provider.
 *
 * The vendor makes the users and says whose they are, in the attribute `custom:tenant`: nobody signs
 * up, and the page's client can write nothing but an e-mail address. Passwords have 12 characters of
 * all kinds, and a second factor is an authenticator app; tokens last an hour. The pool
 * stays when the stack is deleted. Not here: e-mail by SES, an own domain, an own look.
 */
export class Administrators extends Construct {
  readonly userPool: UserPool;
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, { pageUrl }: AdministratorsProps) {
    super(scope, id);
    this.userPool = this.#addUserPool();
    for (const one of ofTheUserPool) acknowledge(this.userPool, one);
    const client = addPageClient(this.userPool, pageUrl);
    const domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: this.#domainPrefix() },
    });
    const issuerOrigin = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com`;
    this.signIn = {
      issuer: `${issuerOrigin}/${this.userPool.userPoolId}`,
      clientId: client.userPoolClientId,
      audience: client.userPoolClientId,
      scope: scopes.map(({ scopeName }) => scopeName).join(' '),
      parameters: {},
      tenantClaim: `custom:${tenantAttribute}`,
      // Cognito's access tokens carry no attributes of the user.
      bearer: 'id_token',
      origins: [issuerOrigin, domain.baseUrl()],
    };
  }

  #addUserPool(): UserPool {
    return new UserPool(this, 'UserPool', {
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
      // Optional, nobody could have one: only the sign-in itself enrols it, and that when it must.
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  // Unique among all accounts, as Cognito asks, and without the words that it refuses ("aws" is one),
  // which the name of a stack may well have.
  #domainPrefix(): string {
    return `console-${this.node.addr.slice(-8)}-${Stack.of(this).account}`;
  }
}

const ofTheUserPool: readonly Acknowledgement[] = [
  {
    rule: 'COG8',
    packs: ['AwsSolutions'],
    reason:
      'The plus plan is paid for each user. Nobody signs up, passwords are long, and the API counts each tenant’s requests.',
  },
];

function addPageClient(userPool: UserPool, pageUrl: string): UserPoolClient {
  return userPool.addClient('Page', {
    generateSecret: false,
    // Not by the API: its tokens would let a user change what the client may write.
    authFlows: { userSrp: false },
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
      scopes,
      callbackUrls: [pageUrl],
      logoutUrls: [pageUrl],
    },
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, emailVerified: true })
      .withCustomAttributes(tenantAttribute),
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.hours(1),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });
}
