import type { Answer } from './answers.ts';
import type { NamedSource } from './find-source.ts';
import type { RawBody } from './request-body.ts';
import type { RequestContext } from './request-context.ts';
import { decodePath } from './routes.ts';

/** What an operation reads of its request. */
export interface ApiRequest {
  /** The name in the path, percent-decoded or not. */
  readonly parameter: string;
  /** The event in the path, percent-decoded or not. */
  readonly event?: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: RawBody;
}

/** An operation over HTTP. */
export type Operation = (request: ApiRequest, context: RequestContext) => Promise<Answer>;

/** The source that a request names. */
export function namedSource({ parameter, query }: ApiRequest): NamedSource {
  // No character of a source's name needs an encoding, so decoding twice is harmless.
  return { name: decodePath(parameter), region: query['region'] };
}

const defaultLimit = 50;

/** How many items of a list a request asks for: 1 to 100; undefined if that is not valid. */
export function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return defaultLimit;
  return /^(?:[1-9]\d?|100)$/.test(text) ? Number(text) : undefined;
}
