import { invalidRequest, problem, type Problem } from './problems.ts';

/** A request's body as it arrives. */
export interface RawBody {
  readonly contentType: string | undefined;
  readonly text: string | undefined;
  readonly isBase64: boolean;
}

/** Reads a JSON body of at most `maxBytes`. */
export function readJsonBody(
  { contentType = '', text = '', isBase64 }: RawBody,
  maxBytes: number,
): Problem | { readonly kind: 'json'; readonly value: unknown } {
  const bytes = Buffer.from(text, isBase64 ? 'base64' : 'utf8');
  if (bytes.byteLength > maxBytes) {
    const detail = `The body has ${bytes.byteLength} bytes; the limit is ${maxBytes}.`;
    return problem('bodyTooLarge', { detail });
  }
  if (!jsonType.test(contentType)) return problem('unsupportedMediaType');
  try {
    return { kind: 'json', value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return invalidRequest([{ field: '', message: 'must be JSON in UTF-8' }]);
  }
}

/** Reads a JSON body that may be missing: it is an empty object then. */
export function readOptionalJsonBody(
  body: RawBody,
  maxBytes: number,
): ReturnType<typeof readJsonBody> {
  const isMissing = body.text === undefined || body.text === '';
  return isMissing ? { kind: 'json', value: {} } : readJsonBody(body, maxBytes);
}

const jsonType = /^application\/json\s*(?:;|$)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });
