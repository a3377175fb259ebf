import { bearers } from '../../contract/page-config.ts';
import { authorizationParameters } from '../authorization-parameters.ts';
import { given, setting } from '../setting.ts';
import { issuer, origins, scopes } from '../sign-in-kinds.ts';
import { oneOf, text } from '../value-kinds.ts';

/** The OpenID provider that signs administrators in, where a stage names one. */
export const signIn = {
  issuer: given({
    stageKey: 'signIn.issuer',
    variable: 'SIGN_IN_ISSUER',
    functions: ['registration'],
    kind: issuer,
    meaning: 'The provider’s issuer, exactly as it is in the provider’s tokens.',
  }),
  clientId: given({
    stageKey: 'signIn.clientId',
    variable: 'SIGN_IN_CLIENT_ID',
    functions: ['registration'],
    kind: { ...text, expected: 'the id of a client without a secret' },
    meaning:
      'The client id of the page: a public client that uses the authorization code flow with PKCE.',
  }),
  audience: given({
    stageKey: 'signIn.audience',
    functions: [],
    kind: { ...text, expected: 'the audience of the tokens' },
    otherwise: 'the client’s id',
    meaning: 'The audience that a token must have.',
  }),
  scope: setting({
    stageKey: 'signIn.scope',
    variable: 'SIGN_IN_SCOPE',
    functions: ['registration'],
    kind: scopes,
    default: 'openid',
    meaning: 'The scopes that the page requests.',
    reason: 'The minimum for OpenID Connect.',
  }),
  authorizationParameters: setting({
    stageKey: 'signIn.authorizationParameters',
    variable: 'SIGN_IN_PARAMETERS',
    functions: ['registration'],
    kind: authorizationParameters,
    default: {},
    meaning: 'Additional parameters for the page’s authorization request.',
    reason: 'OpenID Connect requires none. Auth0 issues a JWT only if `audience` is among them.',
  }),
  tenantClaim: setting({
    stageKey: 'signIn.tenantClaim',
    variable: 'TENANT_CLAIM',
    functions: ['registration'],
    kind: { ...text, expected: 'the name of the claim that names the tenant' },
    default: 'tenant',
    meaning: 'The claim of a verified token that names the tenant.',
    reason: 'The obvious name.',
  }),
  bearer: setting({
    stageKey: 'signIn.bearer',
    variable: 'SIGN_IN_BEARER',
    functions: ['registration'],
    kind: oneOf(...bearers),
    default: 'access_token',
    meaning: 'Which token of the sign-in the page sends to the API.',
    reason: 'Access tokens are meant for APIs.',
  }),
  origins: given({
    stageKey: 'signIn.origins',
    variable: 'SIGN_IN_ORIGINS',
    functions: ['registration'],
    kind: origins,
    otherwise: 'the issuer’s origin',
    meaning: 'Origins that the page may connect to for the sign-in.',
  }),
};
