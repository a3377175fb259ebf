import * as v from 'valibot';
import { maxDetailTypeLength } from '../domain/domain-event.ts';
import { describeJsonType } from '../domain/json.ts';
import { nameSource } from '../domain/mapping.ts';
import type { Catalog } from './catalog.ts';
import { invalidRequest, type FieldError, type Problem } from './problems.ts';
import { readFields, type ReadResult } from './read-fields.ts';

/** What a customer asks for, as it stands in the request. */
export interface RequestedRegistration {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  readonly detailTypes?: RequestedDetailTypes | undefined;
}

/** Detail types as a request has them: null is all of them, undefined says nothing. */
export type RequestedDetailTypes = readonly string[] | null;

/** Reads a body as `Registration` of openapi.yaml. */
export function readRegistration(value: unknown): ReadResult<RequestedRegistration> {
  return readFields(registrationFields, value);
}

/** Reads the body of a change. */
export function readChange(
  value: unknown,
): ReadResult<{ readonly detailTypes: RequestedDetailTypes }> {
  return readFields(changeFields, value);
}

/** What is wrong with a registration by itself, whoever asks for it; undefined if nothing is. */
export function checkRegistration(
  registration: RequestedRegistration,
  { partnerName, regions, catalog }: RegistrationRules,
): Problem | undefined {
  const { generator, account, region, detailTypes } = registration;
  const errors = checkDetailTypes(detailTypes, catalog);
  const isRegion = regions.includes(region);
  if (!isRegion) errors.push({ field: '/region', message: 'must be one of GET /regions' });
  const named = nameSource(partnerName, { generator, account, region });
  if ('problem' in named) {
    // The text begins with the field's name.
    const [name = '', ...words] = named.problem.split(' ');
    if (isRegion || name !== 'region') errors.push({ field: `/${name}`, message: words.join(' ') });
  }
  return errors.length === 0 ? undefined : invalidRequest(errors);
}

/** What a registration is held against. */
export interface RegistrationRules {
  readonly partnerName: string;
  readonly regions: readonly string[];
  readonly catalog: Pick<Catalog, 'has' | 'isEmpty'>;
}

/** The detail types that the catalogue does not have; a catalogue without any takes all. */
export function checkDetailTypes(
  detailTypes: RequestedDetailTypes | undefined,
  catalog: Pick<Catalog, 'has' | 'isEmpty'>,
): FieldError[] {
  if (catalog.isEmpty) return [];
  return (detailTypes ?? []).flatMap((detailType, index) =>
    catalog.has(detailType)
      ? []
      : [{ field: `/detailTypes/${index}`, message: 'must be one of GET /detail-types' }],
  );
}

const maxDetailTypes = 200;

const mustBe = (wanted: string) => (issue: { readonly input: unknown }) =>
  `must be ${wanted}, not ${describeJsonType(issue.input)}`;

const text = v.string(mustBe('a string'));

const detailType = v.pipe(
  text,
  v.check((value) => value !== '', 'is empty'),
  v.check((value) => value.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.check(
    (value) => Array.from(value).length <= maxDetailTypeLength,
    `has more than ${maxDetailTypeLength} characters`,
  ),
);

const detailTypesOrAll = v.nullable(
  v.pipe(
    v.array(detailType, mustBe('an array of strings, or null')),
    v.minLength(1, 'is empty; null stands for all'),
    v.maxLength(maxDetailTypes, `has more than ${maxDetailTypes} items`),
    v.check((items) => new Set(items).size === items.length, 'names one of them twice'),
  ),
);

const registrationFields = {
  generator: text,
  account: v.pipe(text, v.regex(/^\d{12}$/, 'must be 12 digits')),
  region: text,
  detailTypes: v.exactOptional(detailTypesOrAll),
};

const changeFields = { detailTypes: detailTypesOrAll };
