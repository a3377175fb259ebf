import type { PayloadObjects, PayloadTokens } from '../../ports/payloads.ts';
import type { PayloadPlace } from './payload-fetching.ts';

type Payloads = PayloadTokens & PayloadObjects;

/** What opens links and finds their objects, loaded with the first link that somebody follows. */
export function lateLinkedPayloads(place: PayloadPlace, redirectSeconds: number): Payloads {
  let loading: Promise<Payloads> | undefined;
  const load = async () =>
    (await import('./payload-fetching.ts')).payloadsAt(place, redirectSeconds);
  const loaded = () => (loading ??= load());
  return {
    openToken: async (token) => await (await loaded()).openToken(token),
    sizeOf: async (object) => await (await loaded()).sizeOf(object),
    address: async (object, method) => await (await loaded()).address(object, method),
  };
}
