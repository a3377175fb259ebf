import type { PayloadServices } from '../../delivery/refer.ts';
import type { Log } from '../../ports/delivery.ts';
import type { PayloadPlace } from './payload-services.ts';

/** What relaying by reference needs, loaded with the first large event: most batches have none. */
export function latePayloads(place: PayloadPlace, log: Log): PayloadServices {
  let loading: Promise<PayloadServices> | undefined;
  const load = async () => {
    const { payloadServices } = await import('./payload-services.ts');
    return payloadServices(place, log);
  };
  const loaded = () => (loading ??= load());
  return {
    store: {
      store: async (...input) => await (await loaded()).store.store(...input),
      look: async (...input) => await (await loaded()).store.look(...input),
    },
    links: { open: async (...input) => await (await loaded()).links.open(...input) },
  };
}
