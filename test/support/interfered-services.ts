import type { HistoryReader } from '../../lambdas/ports/history.ts';
import type { ReplayServices } from '../../lambdas/replay/services.ts';

/** Changes what a call of one process does: fails it, loses its answer, or lets the process die. */
export type Interfere = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** Thrown by an {@link Interfere} to let its process die. */
export class Death extends Error {}

/** The services as one process has them: once it has died, nothing that it had begun goes on. */
export function servicesOfProcess(services: ReplayServices, interfere: Interfere) {
  const death = Promise.withResolvers<void>();
  let isDead = false;
  const call = async <T>(name: string, perform: () => Promise<T>): Promise<T> => {
    if (isDead) return await hang();
    try {
      const answer = await interfere(name, perform);
      return isDead ? await hang() : answer;
    } catch (error) {
      isDead ||= error instanceof Death;
      if (!isDead) throw error;
      death.resolve();
      return await hang();
    }
  };
  return { services: interfered(services, call), died: death.promise };
}

async function hang<T>(): Promise<T> {
  return await new Promise<T>(() => {});
}

function interfered(services: ReplayServices, call: Interfere): ReplayServices {
  const { replays, turns, readers, mappings, retryQueue } = services;
  return {
    ...services,
    replays: {
      find: (...given) => call('find', () => replays.find(...given)),
      save: (...given) => call('save', () => replays.save(...given)),
    },
    turns: {
      ask: (...given) => call('ask', () => turns.ask(...given)),
      giveBack: (...given) => call('giveBack', () => turns.giveBack(...given)),
    },
    wake: (...given) => call('wake', () => services.wake(...given)),
    missedSent: (...given) => call('missedSent', () => services.missedSent(...given)),
    eventsWaiting: () => call('eventsWaiting', () => services.eventsWaiting()),
    mappings: {
      ...mappings,
      findLive: (...given) => call('findLive', () => mappings.findLive(...given)),
    },
    put: (...given) => call('put', () => services.put(...given)),
    retryQueue: { send: (...given) => call('retryQueue', () => retryQueue.send(...given)) },
    readers: new Map(
      Array.from(readers, ([region, reader]) => [region, interferedReader(reader, call)]),
    ),
  };
}

function interferedReader(reader: HistoryReader, call: Interfere): HistoryReader {
  return {
    ...reader,
    page: (...given) => call('page', () => reader.page(...given)),
    body: (...given) => call('body', () => reader.body(...given)),
    recordingState: () => call('recordingState', () => reader.recordingState()),
  };
}
