import { findCredentials } from './credentials.ts';
import { findTexts, hidden, type Finder } from './text-mask.ts';

/** The shortest part of a token that is a secret by itself, in characters. */
const minPartLength = 16;

/** Finds secrets, each as a whole and each long part of a token such as a JWT, and credentials by their form. */
export function secretFinders(secrets: readonly string[]): readonly Finder[] {
  const texts = secrets
    .flatMap((secret) => [
      secret,
      secret.trim(),
      ...secret.split('.').filter(({ length }) => length >= minPartLength),
    ])
    .filter((text) => text.trim() !== '');
  return [findTexts(new Map(texts.map((text) => [text, hidden]))), findCredentials];
}

/** Finds account numbers, also as AWS's console writes them, and puts a stand-in in place of each. */
export function accountFinder(accounts: readonly string[]): Finder {
  const distinct = [...new Set(accounts)].filter((account) => account !== '');
  return findTexts(
    new Map(
      distinct.flatMap((account, index) =>
        writings(account).map((text) => [text, `ACCOUNT-${index + 1}`]),
      ),
    ),
  );
}

function writings(account: string): readonly string[] {
  const groups = account.match(/.{1,4}/g) ?? [];
  return [account, groups.join('-'), groups.join(' ')];
}
