import { generatorProblem, tenantOf } from '../domain/generator.ts';
import { maxSourceNameLength } from '../domain/source-name.ts';

/** The claims of a verified token, as API Gateway passes them on. */
export type Claims = Readonly<Record<string, unknown>>;

// API Gateway passes lists, null and objects on as Go formats them: all users without a tenant would
// be the same tenant.
const isNotText = /^(?:\[.*\]|<nil>|map\[.*\])$/s;

/** The tenant that verified claims name, or undefined if that is not a valid name of a tenant. */
export function tenantOfClaims(claims: Claims, claimName: string): string | undefined {
  const claim = Object.hasOwn(claims, claimName) ? claims[claimName] : undefined;
  return typeof claim === 'string' && isTenantName(claim) ? claim : undefined;
}

/** Whether a text can be the name of a tenant. */
export function isTenantName(name: string): boolean {
  return (
    name !== '' &&
    // A tenant with a longer name cannot have a source: each byte takes a character of the source's name.
    Buffer.byteLength(name) <= maxSourceNameLength &&
    !name.includes('/') &&
    !isNotText.test(name) &&
    name.isWellFormed()
  );
}

const maxSubjectLength = 256;

/** Who a token was made for: its subject, or an empty text if it has none. */
export function subjectOfClaims(claims: Claims): string {
  const claim = Object.hasOwn(claims, 'sub') ? claims['sub'] : undefined;
  return typeof claim === 'string' ? claim.slice(0, maxSubjectLength).toWellFormed() : '';
}

/** Whether a text is an event generator of the tenant. */
export function isGeneratorOf(tenant: string, generator: string): boolean {
  return generatorProblem(generator) === undefined && tenantOf(generator) === tenant;
}
