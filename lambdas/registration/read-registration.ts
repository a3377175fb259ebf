import * as v from 'valibot';
import { accountId } from '../domain/account-id.ts';
import type { Choices } from '../domain/choices.ts';
import { displayNameProblem, trimmedDisplayName } from '../domain/display-name.ts';
import { maxDetailTypeLength } from '../domain/domain-event.ts';
import { misleadingGeneratorProblem } from '../domain/generator.ts';
import { describeJsonType } from '../domain/json.ts';
import { nameSource } from '../domain/mapping.ts';
import type { Catalog } from '../ports/catalog.ts';
import { invalidRequest } from './problems.ts';
import { readFields, type ReadResult } from './read-fields.ts';

/** What a customer asks for, as the request has it. */
export interface RequestedRegistration extends Choices {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
}

/** What a registration is checked against besides its form. */
export interface RegistrationRules {
  readonly partnerName: string;
  /** Regions that customers may choose. */
  readonly regions: readonly string[];
  readonly catalog: DetailTypeRules;
}

/** The detail types of the catalogue; an empty one accepts all. */
type DetailTypeRules = Pick<Catalog, 'has' | 'isEmpty'>;

/**
 * Reads a body as `Registration` of openapi.yaml, for any tenant. The problem names every error: those
 * of the form alone, unless the rules of the stage are given.
 */
export function readRegistration(
  value: unknown,
  rules?: RegistrationRules,
): ReadResult<RequestedRegistration> {
  const { partnerName, regions } = rules ?? {};
  const fields = {
    generator: withRule(text, (generator) =>
      partnerName === undefined ? undefined : generatorError(generator, partnerName),
    ),
    account: v.pipe(text, v.regex(accountId, 'must be 12 digits')),
    region: withRule(text, (region) =>
      regions?.includes(region) === false ? 'must be one of GET /regions' : undefined,
    ),
    ...choiceFields(rules?.catalog),
  };
  return readFields(fields, value);
}

/** Reads the body of a change, which changes something. */
export function readChange(value: unknown, catalog?: DetailTypeRules): ReadResult<Choices> {
  const read = readFields(choiceFields(catalog), value);
  if (read.kind === 'problem' || Object.keys(read.value).length > 0) return read;
  return invalidRequest([{ field: '', message: 'must have detailTypes, displayName or both' }]);
}

function choiceFields(catalog?: DetailTypeRules) {
  return {
    detailTypes: v.exactOptional(detailTypesOrAll(catalog)),
    displayName: v.exactOptional(v.nullable(displayName)),
  };
}

// A name has the same length for any account, and is the same in any Region.
const anyCustomer = { account: '0'.repeat(12), region: 'us-east-1' };

function generatorError(generator: string, partnerName: string): string | undefined {
  const named = nameSource(partnerName, { generator, ...anyCustomer });
  // The message begins with the field's name.
  if ('problem' in named) return named.problem.slice('generator '.length);
  return misleadingGeneratorProblem(generator);
}

const maxDetailTypes = 200;

const mustBe = (wanted: string) => (issue: { readonly input: unknown }) =>
  `must be ${wanted}, not ${describeJsonType(issue.input)}`;

const text = v.string(mustBe('a string'));

/** A detail type, whether the catalogue has it or not. */
export const detailTypeSchema = v.pipe(
  text,
  v.check((value) => value !== '', 'is empty'),
  v.check((value) => value.isWellFormed(), 'contains half a character (a lone surrogate)'),
  v.check(
    (value) => Array.from(value).length <= maxDetailTypeLength,
    `has more than ${maxDetailTypeLength} characters`,
  ),
);

const displayName = v.pipe(
  withRule(v.string(mustBe('a string, or null')), displayNameProblem),
  v.transform(trimmedDisplayName),
);

function detailTypesOrAll(catalog?: DetailTypeRules) {
  const known = withRule(detailTypeSchema, (value) =>
    catalog === undefined || catalog.isEmpty || catalog.has(value)
      ? undefined
      : 'must be one of GET /detail-types',
  );
  return v.nullable(
    v.pipe(
      v.array(known, mustBe('an array of strings, or null')),
      v.minLength(1, 'is empty; null stands for all'),
      v.maxLength(maxDetailTypes, `has more than ${maxDetailTypes} items`),
      v.check((items) => new Set(items).size === items.length, 'names one of them twice'),
    ),
  );
}

/** A text of this form that also follows a rule; the rule's error is reported if the form is valid. */
function withRule(
  form: v.GenericSchema<string>,
  errorOf: (value: string) => string | undefined,
): v.GenericSchema<string> {
  return v.pipe(
    form,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.issues !== undefined) return;
      const message = errorOf(dataset.value);
      if (message !== undefined) addIssue({ message });
    }),
  );
}
