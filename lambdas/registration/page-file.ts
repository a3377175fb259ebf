import { createHash } from 'node:crypto';
import { chooseCoding, type Coding } from './accept-encoding.ts';
import type { Answer } from './answers.ts';

/** The headers of a request, by lower-case names. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** A public file: returns the answer to a request for it. */
export type PageFile = (headers: RequestHeaders) => Answer;

/** A file's content in each available coding, the preferred one first. */
export type CodedContents = ReadonlyMap<Coding, Buffer>;

/**
 * A file that is sent in the coding that the client prefers: 406 when it accepts none of them, 304 when
 * it already has this one.
 */
export function pageFile(
  contents: CodedContents,
  { contentType, cacheControl }: { readonly contentType: string; readonly cacheControl: string },
): PageFile {
  const headers = { 'content-type': contentType, 'cache-control': cacheControl, ...vary };
  const answers = new Map(
    [...contents].map(([coding, content]) => [coding, wholeAnswer(coding, content, headers)]),
  );
  return ({ 'accept-encoding': acceptEncoding, 'if-none-match': ifNoneMatch }) => {
    const coding = chooseCoding(acceptEncoding, [...answers.keys()]);
    const answer = coding && answers.get(coding);
    if (answer === undefined) return notAcceptable;
    return isUnchanged(ifNoneMatch, answer) ? notModified(answer) : answer;
  };
}

const vary = { vary: 'Accept-Encoding' };

// API Gateway decodes the base64, and does not compress anything itself.
function wholeAnswer(coding: Coding, content: Buffer, headers: Answer['headers']): Answer {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return {
    statusCode: 200,
    headers: {
      ...headers,
      ...(coding !== 'identity' && { 'content-encoding': coding }),
      etag: `"${hash}"`,
    },
    body: content.toString('base64'),
    isBase64Encoded: true,
  };
}

const notAcceptable: Answer = {
  statusCode: 406,
  headers: { 'cache-control': 'no-store', ...vary },
};

/** RFC 9110 (13.1.2): any, or a list of tags; a weak tag matches too. */
function isUnchanged(ifNoneMatch: string | undefined, { headers }: Answer): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.some((tag) => tag === '*' || tag === headers['etag']);
}

function notModified({ headers }: Answer): Answer {
  const { 'content-type': _, 'content-encoding': __, ...kept } = headers;
  return { statusCode: 304, headers: kept };
}
