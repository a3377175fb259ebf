import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from './api/client.ts';
import type { FlashKind } from './parts/flashes.ts';

/** How often a view asks anew by itself, in milliseconds; never where undefined. */
export interface Polling {
  /** A source that waits to be accepted. */
  readonly pendingMs: number;
  /** A source of another state. */
  readonly otherMs?: number;
  readonly listMs?: number;
}

/** What all views of the console have in common. */
export interface ConsoleServices {
  readonly api: Api;
  readonly polling: Polling;
  /** Of a view's heading: 1 to 5. Those of its sections are one below. */
  readonly headingLevel: number;
  /** Tells the reader something in a line above the view; it is read out. */
  readonly notify: (kind: FlashKind, text: string) => void;
}

/** Holds the services of the console around it. */
export const ConsoleServicesContext = createContext<ConsoleServices | undefined>(undefined);

/** The services of the console that a view is in. */
export function useConsole(): ConsoleServices {
  const services = useContext(ConsoleServicesContext);
  if (services === undefined) throw new Error('this view stands in no console');
  return services;
}
