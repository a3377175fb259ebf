/**
 * Words for access to an account of AWS that nobody may ask a customer for, each with how it is written: as words, or
 * in one word of code.
 */
const accessPatterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the ARN of a role', /\brole[ _-]?arns?\b/i],
  ['a role to assume', /\bassume[ _-]?(?:d[ _-]?)?role|\bcross[ _-]?account[ _-]?role/i],
  ['an access key', /\baccess[ _-]?keys?(?:[ _-]?ids?)?\b/i],
  ['a secret key', /\bsecret[ _-]?(?:access[ _-]?)?keys?\b/i],
  ['an external id', /\bexternal[ _-]?ids?\b/i],
  ['a session token', /\b(?:aws|session)[ _-]?(?:session[ _-]?)?tokens?\b/i],
];

/** What of a text speaks of access to an account: what it is, and the text around it. */
export function accessWordsIn(text: string): readonly string[] {
  return accessPatterns.flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    const from = Math.max(0, match.index - around);
    const near = text.slice(from, match.index + match[0].length + around).replaceAll(/\s+/g, ' ');
    return [`${what} (…${near}…)`];
  });
}

const around = 40;

const fieldWords: ReadonlySet<string> = new Set([
  'role',
  'roles',
  'arn',
  'arns',
  'secret',
  'secrets',
  'credential',
  'credentials',
  'password',
  'policy',
  'policies',
  'iam',
  'sts',
]);

/** Whether a field by this name would take a role, an ARN, a key, a secret, an external id, a policy or a credential. */
export function asksForAccess(field: string): boolean {
  const words = wordsOf(field);
  return words.some((word) => fieldWords.has(word)) || accessWordsIn(words.join(' ')).length > 0;
}

/** The words of `externalId`, `external_id` and `external-id`. */
function wordsOf(field: string): readonly string[] {
  return field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
