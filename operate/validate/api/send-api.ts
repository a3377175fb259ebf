/** A request of the registration API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Percent-encoded, such as `/sources`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: object;
}

/** An answer of the API or of its page. */
export interface ApiAnswer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The first connection was lost, so that the request may have been done twice. */
  readonly isRepeat?: true;
}

/** Sends a request as somebody. Rejects if there is no answer. */
export type SendApi = (request: ApiRequest) => Promise<ApiAnswer>;

/** The JSON of an answer; undefined if it is none. */
export function jsonOf({ text }: Pick<ApiAnswer, 'text'>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The path and the query of a request, as in an address. */
export function targetOf({ path, query = {} }: ApiRequest): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}
