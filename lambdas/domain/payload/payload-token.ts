/** The longest token that is looked at, in characters; a link to the longest names takes some 1,300. */
export const maxTokenLength = 2_048;

/** A token in its parts. Whoever has one can read it; only its code shows that a function made it. */
export interface PayloadToken {
  /** The text of the link. */
  readonly text: string;
  /** Which secret the code was made with. */
  readonly secretId: string;
  /** What the code is over. */
  readonly signed: string;
  /** In base64url, as it stands in the token. */
  readonly code: string;
}

/** What is said of a token's first two parts: the code is made over it. */
export function signedPart(text: string, secretId: string): string {
  return `${Buffer.from(text).toString('base64url')}.${secretId}`;
}

/** A token from its signed part and its code, in base64url. */
export function writeToken(signed: string, code: string): string {
  return `${signed}.${code}`;
}

const aToken = /^(?<encoded>[\w-]+)\.(?<secretId>[\w-]{1,32})\.(?<code>[\w-]{43})$/;

/**
 * Reads a token; undefined if it is none. It is not taken in any other writing than that of
 * {@link writeToken}: the code is over the first two parts as they are written.
 */
export function readToken(token: string): PayloadToken | undefined {
  if (token.length > maxTokenLength) return undefined;
  const { encoded, secretId, code } = aToken.exec(token)?.groups ?? {};
  if (encoded === undefined || secretId === undefined || code === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64url').toString();
  return { text, secretId, signed: `${encoded}.${secretId}`, code };
}
