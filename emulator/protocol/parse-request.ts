import * as v from 'valibot';
import { type AwsError, serializationError, validationError } from './aws-error.ts';

const MAX_SHOWN_VALUE_LENGTH = 256;

/** Reads a request by its schema. Throws ValidationException or SerializationException in the service's own words. */
export function parseRequest<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw requestError(parsed.issues);
}

function requestError(issues: readonly v.BaseIssue<unknown>[]): AwsError {
  const illTyped = issues.find((issue) => !isMissing(issue) && !isConstraint(issue));
  if (illTyped !== undefined) return serializationError(typeText(illTyped));
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  return validationError(`${count}: ${issues.map(constraintText).join('; ')}`);
}

function isMissing(issue: v.BaseIssue<unknown>): boolean {
  if (issue.path === undefined) return false;
  return issue.received === 'undefined' || issue.received === 'null';
}

function isConstraint(issue: v.BaseIssue<unknown>): boolean {
  if (issue.kind === 'validation') return true;
  return issue.type === 'picklist' && typeof issue.input === 'string';
}

function constraintText(issue: v.BaseIssue<unknown>): string {
  const failed = (value: string, constraint: string) =>
    `Value ${value} at '${memberPath(issue)}' failed to satisfy constraint: ${constraint}`;
  if (isMissing(issue)) return failed('null', 'Member must not be null');
  const constraint =
    issue.type === 'picklist'
      ? `Member must satisfy enum value set: [${enumValues(issue)}]`
      : issue.message;
  return failed(`'${shown(issue.input)}'`, constraint);
}

function enumValues(issue: v.BaseIssue<unknown>): string {
  return (issue.expected ?? '').replaceAll(/[("')]/gu, '').replaceAll(' | ', ', ');
}

function typeText(issue: v.BaseIssue<unknown>): string {
  const member = memberPath(issue) || 'the request';
  if (Array.isArray(issue.input)) return `Start of list found where not expected: ${member}`;
  if (typeof issue.input === 'object') {
    return `Start of structure or map found where not expected: ${member}`;
  }
  return `${(typeof issue.input).toUpperCase()}_VALUE cannot be converted to the type of ${member}`;
}

/** AWS's notation: members begin with a lower-case letter, elements are counted from 1 (`entries.1.member.source`). */
function memberPath(issue: v.BaseIssue<unknown>): string {
  const steps = (issue.path ?? []).map((step) => {
    const key: unknown = step.key;
    if (typeof key === 'number') return `${key + 1}.member`;
    const name = String(key);
    return name.charAt(0).toLowerCase() + name.slice(1);
  });
  return steps.join('.');
}

function shown(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length > MAX_SHOWN_VALUE_LENGTH
    ? `${whole.slice(0, MAX_SHOWN_VALUE_LENGTH)}...`
    : whole;
}
