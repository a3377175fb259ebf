import type { RequestLimits } from './fill-request.ts';
import { requestStream } from './request-stream.ts';
import type { Packable } from './waiting-entries.ts';

/** Packs entries, each of which must fit a request alone, as {@link requestStream} does. */
export function pack<T extends Packable>(
  entries: readonly T[],
  limits: RequestLimits,
): (readonly T[])[] {
  const requests: (readonly T[])[] = [];
  const stream = requestStream(entries.values(), () => limits);
  for (let request = stream.next(); request !== undefined; request = stream.next()) {
    requests.push(request);
  }
  return requests;
}
