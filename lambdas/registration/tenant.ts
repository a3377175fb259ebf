import { generatorProblem, tenantOf } from '../domain/generator.ts';
import { maxSourceNameLength } from '../domain/source-name.ts';

/** The claims of a verified token, as API Gateway hands them on. */
export type Claims = Readonly<Record<string, unknown>>;

// API Gateway hands lists, null and objects on as texts of Go's: all users without a tenant would be one.
const noTextInTheToken = /^(?:\[.*\]|<nil>|map\[.*\])$/s;

/** The tenant that verified claims name, or undefined if that is no name of a tenant. */
export function tenantOfClaims(claims: Claims, claimName: string): string | undefined {
  const claim = Object.hasOwn(claims, claimName) ? claims[claimName] : undefined;
  const isTenant =
    typeof claim === 'string' &&
    claim !== '' &&
    // A longer one can have no source: each of its bytes takes a character of the source's name.
    Buffer.byteLength(claim) <= maxSourceNameLength &&
    !claim.includes('/') &&
    !noTextInTheToken.test(claim) &&
    claim.isWellFormed();
  return isTenant ? claim : undefined;
}

/** Whether a text is an event generator of the tenant. */
export function isGeneratorOf(tenant: string, generator: string): boolean {
  return generatorProblem(generator) === undefined && tenantOf(generator) === tenant;
}
