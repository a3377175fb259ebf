import { readPasted, withoutSeparators } from '../../lambdas/contract/pasted.ts';
import { generatorIn } from '../text/source-title.ts';
import type { ApiFailure } from '../api/api-result.ts';
import type { Registration } from '../api/client.ts';
import { formErrors, type FormErrors } from '../api/field-errors.ts';
import { displayNameError, displayNameOf } from './display-name.ts';

/** The content of the registration form, as typed. */
export interface Draft {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  /** The detail types wanted; null for all. */
  readonly detailTypes: readonly string[] | null;
  /** Empty for none. */
  readonly displayName: string;
}

/** The fields of the form, in their order. */
export const draftFields = [
  'generator',
  'account',
  'region',
  'displayName',
  'detailTypes',
] as const;

/** A field of the form. */
export type DraftField = (typeof draftFields)[number];

/** The errors of a draft, by field. Empty if it can be submitted. */
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;

/** A typed account ID without spaces and dashes, or that of a pasted ARN or source name. */
export function accountOf(typed: string): string {
  const isNumber = /^[^a]/.test(typed.trim());
  return readPasted(typed).account ?? (isNumber ? withoutSeparators(typed) : typed.trim());
}

/** What a text in the field of the account fills in: a pasted ARN has the Region, too. */
export function filledByAccount(typed: string): Pick<Draft, 'account'> & Partial<Draft> {
  const { region } = readPasted(typed);
  const account = accountOf(typed);
  return region === undefined || !/^\d{12}$/.test(account) ? { account } : { account, region };
}

/** What a text in the field of the generator fills in: a pasted ARN of a source has the account and the Region, too. */
export function filledByGenerator(typed: string): Partial<Draft> {
  const { sourceName: _, ...place } = readPasted(typed);
  const generator = generatorIn(typed);
  return generator === undefined ? { generator: typed } : { ...place, generator };
}

/** The error of an account ID while it is typed: an incomplete one has none. */
export function accountErrorWhileTyping(typed: string): string | undefined {
  const account = accountOf(typed);
  if (account.startsWith('arn:')) return 'This ARN has no account ID in it.';
  if (/\D/.test(account)) return 'An AWS account ID contains digits only.';
  if (account.length > 12) return lengthError(account);
  return undefined;
}

/** The errors of a draft that the page finds itself. The service checks the rest. */
export function draftErrors(draft: Draft): DraftErrors {
  const { generator, account, region, detailTypes } = draft;
  const displayName = displayNameError(draft.displayName);
  return {
    ...(generator.trim() === '' && { generator: 'Enter an event generator.' }),
    ...accountErrors(account),
    ...(region === '' && { region: 'Choose a Region.' }),
    ...(displayName !== undefined && { displayName }),
    ...(detailTypes?.length === 0 && { detailTypes: 'Select at least one detail type, or all.' }),
  };
}

function accountErrors(typed: string): DraftErrors {
  const error = accountErrorWhileTyping(typed);
  if (error !== undefined) return { account: error };
  const account = accountOf(typed);
  if (account === '') return { account: 'Enter an AWS account ID.' };
  return account.length < 12 ? { account: lengthError(account) } : {};
}

function lengthError({ length }: string): string {
  return `An AWS account ID has 12 digits, not ${length}.`;
}

/** The registration request of a draft without errors. */
export function registrationOf(draft: Draft): Registration {
  const { generator, account, region, detailTypes } = draft;
  const displayName = displayNameOf(draft.displayName);
  return {
    generator: generator.trim(),
    account: accountOf(account),
    region,
    detailTypes,
    // A source that exists keeps its own.
    ...(displayName !== null && { displayName }),
  };
}

/** The service's errors for a registration, by field. */
export function serviceErrors(failure: ApiFailure | undefined): FormErrors<DraftField> {
  // Only the generator can be missing; one of another tenant looks the same.
  if (failure?.kind === 'problem' && failure.status === 404) {
    const generator = 'Generator not found. The first segment must be your tenant name.';
    return { fields: { generator }, others: [] };
  }
  return formErrors(failure, draftFields);
}
