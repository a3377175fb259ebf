import { createHash } from 'node:crypto';
import { Duration, Stack } from 'aws-cdk-lib';
import {
  ClientAttributes,
  OAuthScope,
  UserPoolClient,
  UserPoolDomain,
  type UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { partitionOf } from '../../lambdas/domain/partition.ts';
import { tenantAttribute, userPoolTenantClaim } from '../stage/sign-in.ts';
import type { StackSignIn } from '../stage/sign-in.ts';

/** Properties of {@link Administrators}. */
export interface AdministratorsProps {
  /** Of another stack, so that the users outlive this one. */
  readonly userPool: UserPool;
  /** The page's address; Cognito redirects a browser nowhere else. */
  readonly pageUrl: string;
}

// With `profile` an ID token has every attribute that the client may read.
const scopes = [OAuthScope.OPENID, OAuthScope.PROFILE];

/**
 * How the users of a pool sign in on the page: its client, which can write only the e-mail address, and
 * Cognito's own sign-in pages. Tokens last an hour. Not here: a custom domain.
 */
export class Administrators extends Construct {
  readonly signIn: StackSignIn;

  constructor(scope: Construct, id: string, { userPool, pageUrl }: AdministratorsProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const client = addPageClient(this, userPool, pageUrl);
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool,
      cognitoDomain: { domainPrefix: this.#domainPrefix() },
    });
    const { urlSuffix, id: partition } = partitionOf(region);
    const issuerOrigin = `https://cognito-idp.${region}.${urlSuffix}`;
    // GovCloud has only FIPS endpoints, for the pages and the service (its user guide, Amazon Cognito).
    // AWS does not document whether the discovery document is served there or names them: the page may
    // connect to both.
    const isGovCloud = partition === 'aws-us-gov';
    const fipsOrigin = `https://cognito-idp-fips.${region}.${urlSuffix}`;
    this.signIn = {
      issuer: `${issuerOrigin}/${userPool.userPoolId}`,
      clientId: client.userPoolClientId,
      audience: client.userPoolClientId,
      scope: scopes.map(({ scopeName }) => scopeName).join(' '),
      authorizationParameters: {},
      tenantClaim: userPoolTenantClaim,
      // Cognito's access tokens carry no attributes of the user.
      bearer: 'id_token',
      origins: [
        issuerOrigin,
        ...(isGovCloud ? [fipsOrigin] : []),
        domain.baseUrl({ fips: isGovCloud }),
      ],
    };
  }

  // Unique among all accounts, as Cognito requires, and without the words that it refuses (such as
  // "aws"), which a stack's name may contain.
  #domainPrefix(): string {
    const stack = Stack.of(this);
    const path = this.node.scopes;
    const inStack = path.slice(path.indexOf(stack) + 1).map(({ node }) => node.id);
    // As CDK's own address of a construct, but the same in a CDK stage of a pipeline.
    const hash = createHash('sha1');
    for (const id of ['', stack.stackName, ...inStack]) hash.update(`${id}\n`);
    return `console-${hash.digest('hex').slice(-8)}-${stack.account}`;
  }
}

function addPageClient(scope: Construct, userPool: UserPool, pageUrl: string): UserPoolClient {
  return new UserPoolClient(scope, 'Page', {
    userPool,
    generateSecret: false,
    // No sign-in by the API: its tokens would let a user change what the client may write.
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
