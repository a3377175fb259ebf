import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api/client.ts';
import type { Flash } from './parts/flash-list.ts';

/** How often a view reloads automatically, in milliseconds; never where undefined. */
export interface Polling {
  /** A PENDING source. */
  readonly pendingMs: number;
  /** A source of another state. */
  readonly otherMs?: number;
  readonly listMs?: number;
  /** What became of deliveries: the service knows it one to three minutes later. */
  readonly historyMs: number;
}

/** Shows a notification above the view, until the view changes; screen readers announce it. */
export type Notify = (
  kind: Flash['kind'],
  text: string,
  until?: Flash['until'],
  asks?: Flash['asks'],
) => void;

/** What all views of the console have in common. */
export interface ConsoleServices {
  readonly api: Api;
  readonly polling: Polling;
  /** What the vendor calls itself, if it says so. */
  readonly vendor: string | undefined;
  /** Of a view's heading: 1 to 5. Those of its sections are one below. */
  readonly headingLevel: number;
  readonly notify: Notify;
  /** Removes the notifications that ask for the acceptance of the source that is shown. */
  readonly onAccepted: () => void;
}

/** Holds the services of the console around it. */
export const ConsoleServicesContext = createContext<ConsoleServices | undefined>(undefined);

/** The services of the console that a view is in. */
export function useConsole(): ConsoleServices {
  const services = useContext(ConsoleServicesContext);
  if (services === undefined) throw new Error('useConsole is called outside of a Console');
  return services;
}
