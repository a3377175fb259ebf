import * as v from 'valibot';
import { bearers } from '../contract/page-config.ts';
import { mappingPolicies, standardReconcilePolicy } from '../domain/reconciliation.ts';
import { isRegionCode } from '../domain/region-code.ts';
import {
  integerVariable,
  listVariable,
  parseEnvironment,
  textVariable,
  urlVariable,
  wordVariable,
} from '../settings/environment.ts';
import { parametersVariable } from './authorization-parameters.ts';
import type { RegistrationSettings } from '../ports/registration-services.ts';

const mappingPolicy = wordVariable(mappingPolicies);

const schema = v.object({
  MAPPING_TABLE_NAME: textVariable,
  EVENTS_QUEUE_URL: urlVariable,
  PARTNER_NAME: textVariable,
  /** Regions that customers may choose. */
  REGIONS: v.pipe(
    listVariable,
    v.nonEmpty('is empty'),
    v.everyItem(isRegionCode, 'must be AWS Regions'),
  ),
  /** The claim of a verified token that names the tenant. */
  TENANT_CLAIM: textVariable,
  SIGN_IN_ISSUER: urlVariable,
  SIGN_IN_CLIENT_ID: textVariable,
  SIGN_IN_SCOPE: textVariable,
  /** What else the page's authorization request says, such as `{"audience":"..."}`. */
  SIGN_IN_PARAMETERS: parametersVariable,
  /** Which token of the sign-in the page sends to the API. */
  SIGN_IN_BEARER: wordVariable(bearers),
  /** Origins that the page may connect to for the sign-in. */
  SIGN_IN_ORIGINS: v.pipe(listVariable, v.everyItem(isOrigin, 'must be origins')),
  MAX_SOURCES_PER_TENANT: integerVariable(0),
  MAX_PENDING_SOURCES_PER_TENANT: integerVariable(0),
  MAX_REQUESTS_PER_TENANT_PER_MINUTE: integerVariable(1),
  MAX_BODY_BYTES: integerVariable(1024),
  POLICY_DRIFT: mappingPolicy,
  POLICY_GONE: mappingPolicy,
  POLICY_OTHER_ACCOUNT: mappingPolicy,
});

/** The names of the registration function's environment variables. */
export type RegistrationVariable = keyof typeof schema.entries;

/** Reads the registration function's environment; throws an Error that names what is wrong. */
export function parseRegistrationEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<typeof schema> {
  return parseEnvironment(schema, environment);
}

/** How registration works, from the function's environment. */
export function registrationSettings(
  environment: ReturnType<typeof parseRegistrationEnvironment>,
): RegistrationSettings {
  return {
    partnerName: environment.PARTNER_NAME,
    regions: environment.REGIONS,
    tenantClaim: environment.TENANT_CLAIM,
    signIn: {
      issuer: environment.SIGN_IN_ISSUER,
      clientId: environment.SIGN_IN_CLIENT_ID,
      scope: environment.SIGN_IN_SCOPE,
      parameters: environment.SIGN_IN_PARAMETERS,
      bearer: environment.SIGN_IN_BEARER,
    },
    signInOrigins: environment.SIGN_IN_ORIGINS,
    limits: {
      maxSources: environment.MAX_SOURCES_PER_TENANT,
      maxPendingSources: environment.MAX_PENDING_SOURCES_PER_TENANT,
    },
    maxRequestsPerMinute: environment.MAX_REQUESTS_PER_TENANT_PER_MINUTE,
    maxBodyBytes: environment.MAX_BODY_BYTES,
    policy: {
      ...standardReconcilePolicy,
      drift: environment.POLICY_DRIFT,
      gone: environment.POLICY_GONE,
      otherAccount: environment.POLICY_OTHER_ACCOUNT,
      // The reconciler alone tells the vendor of an expiry that comes closer.
      expiringDays: [],
    },
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
