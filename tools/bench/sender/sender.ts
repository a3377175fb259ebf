import type { SentEvent } from './events.ts';

/** A method of sending events, ready to send: resolves when every event is sent. */
export type Send = () => Promise<unknown>;

/**
 * Brings events into the form that a method of sending needs, before the measurement starts. Its
 * clients find the stub, the Region and credentials in the environment.
 */
export type PrepareSender = (events: readonly SentEvent[]) => Send | Promise<Send>;
