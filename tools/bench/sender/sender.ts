import type { SentEvent } from './events.ts';

/** A way of sending events, ready to send: resolves when every event is sent. */
export type Send = () => Promise<unknown>;

/**
 * Brings events into the form in which a way of sending takes them, before the time is taken. Its
 * clients find the stub, the Region and credentials in the environment.
 */
export type PrepareSender = (events: readonly SentEvent[]) => Send;
