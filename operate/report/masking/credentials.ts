import { hidden, type Finder } from './text-mask.ts';

/** Where a value ends in a URL, a header or JSON. */
const value = String.raw`[^&,;\s"'<>\\]+`;

const quotedNames = 'secret_?access_?key|session_?token|security_?token|client_?secret|password';

const patterns: readonly RegExp[] = [
  // Of a presigned address.
  new RegExp(`(?<=X-Amz-(?:Signature|Security-Token|Credential)=)${value}`, 'gi'),
  // Of an Authorization header of AWS.
  new RegExp(String.raw`(?<=\b(?:Credential|Signature)=)${value}`, 'g'),
  /(?<=\b(?:Proxy-)?Authorization["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"'][^\r\n"']*/gi,
  /(?<=\b(?:X-Amz-Security-Token|(?:Set-)?Cookie)["']?\s{0,4}:\s{0,4}["']?)[^\s"'][^\r\n"']*/gi,
  /(?<=\bBearer\s{1,4})[\w.~+/=-]{8,}/gi,
  // A JSON Web Token.
  /\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g,
  // An access key id.
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  new RegExp(`(?<="(?:${quotedNames})"\\s{0,4}:\\s{0,4}")[^"]+`, 'gi'),
  new RegExp(`(?<=(?:${quotedNames})=)${value}`, 'gi'),
  // A payload link is a capability: whoever has it can read the event.
  /(?<=\/payloads\/)[\w.~%-]{8,}/g,
];

/** Finds credentials by their form, whoever they are of. */
export const findCredentials: Finder = (text) =>
  patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      from: index,
      to: index + found.length,
      replacement: hidden,
    })),
  );

const secretKeys: ReadonlySet<string> = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'xapikey',
  'xamzsecuritytoken',
  'xamzsignature',
  'xamzcredential',
  'accesskeyid',
  'secretaccesskey',
  'sessiontoken',
  'securitytoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'token',
  'clientsecret',
  'password',
]);

/** Whether a member with this key holds a credential, such as a header's value. */
export function isSecretKey(key: string): boolean {
  return secretKeys.has(key.toLowerCase().replace(/[-_]/g, ''));
}
