import * as v from 'valibot';
import { listVariable, textVariable, urlVariable } from './environment.ts';
import type { StageKind } from './value-kinds.ts';

/** A provider's issuer. */
export const issuer: StageKind<string> = {
  inStage: v.pipe(v.string(), v.check(isIssuer)),
  expected: 'an https URL without a user, a query or a fragment',
  inVariable: urlVariable,
  write: (value) => value,
};

/** Scopes with spaces between. */
export const scopes: StageKind<string> = {
  inStage: v.pipe(
    v.string(),
    v.check((value) => value.split(' ').includes('openid')),
  ),
  expected: 'scopes separated by spaces, openid among them',
  inVariable: textVariable,
  write: (value) => value,
};

/** Origins; a stage's are of https. */
export const origins: StageKind<readonly string[]> = {
  inStage: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.check((value) => isIssuer(value) && isOrigin(value)),
      ),
    ),
    v.nonEmpty(),
  ),
  expected: 'a list of https origins such as https://login.example.com',
  inVariable: v.pipe(listVariable, v.everyItem(isOrigin, 'must be origins')),
  write: (values) => values.join(','),
};

function isIssuer(value: string): boolean {
  if (/[\s?#]/.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return protocol === 'https:' && username === '' && password === '';
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
