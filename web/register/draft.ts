import type { Registration } from '../api/client.ts';

/** What has been filled into the registration form, as it was typed. */
export interface Draft {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  /** The detail types wanted; null for all. */
  readonly detailTypes: readonly string[] | null;
}

/** The fields of the form, in their order. */
export const draftFields = ['generator', 'account', 'region', 'detailTypes'] as const;

/** A field of the form. */
export type DraftField = (typeof draftFields)[number];

/** What is wrong with a draft, by field. Empty when it can be sent. */
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>;

/** An account number as people paste it, without its spaces and dashes. */
export function accountOf(typed: string): string {
  return typed.replaceAll(/[\s\p{Pd}]/gu, '');
}

/** What is wrong with an account number as far as it is typed: one that is only not finished is right so far. */
export function accountErrorWhileTyping(typed: string): string | undefined {
  const account = accountOf(typed);
  if (/\D/.test(account)) return 'An AWS account number has digits only.';
  if (account.length > 12) return `These are ${account.length} digits; an account number has 12.`;
  return undefined;
}

/** What is wrong with a draft before it is sent. The service decides the rest. */
export function draftErrors({ generator, account, region, detailTypes }: Draft): DraftErrors {
  return {
    ...(generator.trim() === '' && { generator: 'Enter the generator whose events are wanted.' }),
    ...accountErrors(account),
    ...(region === '' && { region: 'Choose a Region.' }),
    ...(detailTypes?.length === 0 && { detailTypes: 'Choose at least one, or all detail types.' }),
  };
}

function accountErrors(typed: string): DraftErrors {
  const error = accountErrorWhileTyping(typed);
  if (error !== undefined) return { account: error };
  const account = accountOf(typed);
  if (account === '') return { account: 'Enter the number of the AWS account.' };
  if (account.length < 12) {
    return { account: `These are ${account.length} digits; an account number has 12.` };
  }
  return {};
}

/** What is sent for a draft without errors. */
export function registrationOf({ generator, account, region, detailTypes }: Draft): Registration {
  return { generator: generator.trim(), account: accountOf(account), region, detailTypes };
}
