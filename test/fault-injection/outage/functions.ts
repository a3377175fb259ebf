import * as v from 'valibot';
import {
  deliveryEnvironment,
  deployments,
  type QueueFunctionName,
} from '../../../lambdas/settings/deployment.ts';
import type { DeliverSettings } from '../../../lambdas/delivery/deliver.ts';
import type { PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import { deliverSettings, deliveryVariables } from '../../../lambdas/delivery/settings.ts';
import { parseEnvironment } from '../../../lambdas/settings/environment.ts';
import type { Invoke } from './cloud/pump.ts';
import type { SimulatedQueue } from './cloud/simulated-queue.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';

/** A delivery that was given up. */
export interface DeadLettered {
  readonly eventId: string;
  /** In words, as in the message's attribute; empty if SQS moved it by itself. */
  readonly reason: string;
  /** Since its first attempt; since its event arrived, if SQS moved it by itself. */
  readonly ageMs: number;
}

/** What the functions stand among; messages carry a `T`. */
export interface Cloud<T> {
  readonly timeline: VirtualClock;
  readonly retryQueue: SimulatedQueue<T>;
  readonly put: PutPartnerEvents;
  readonly callsSilentRegions: boolean;
  /** The jitter of each function; of one for both, what comes when would depend on which is first. */
  readonly random: Readonly<Record<'fanOut' | 'retry', () => number>>;
  readonly onDeadLetter: (letter: DeadLettered) => void;
}

/** The two functions, and the form in which an event comes to them. */
export interface Functions<T> {
  readonly fanOut: Invoke<T>;
  readonly retry: Invoke<T>;
}

/**
 * A function of several execution environments, each of which runs one batch at a time and keeps what
 * its handler remembers; the one used last is used first, and a new one when all are busy.
 */
export function inEnvironments<T>(start: () => Invoke<T>): Invoke<T> {
  const idle: Invoke<T>[] = [];
  return async (batch, lineage) => {
    const environment = idle.pop() ?? start();
    const returned = await environment(batch, lineage);
    idle.push(environment);
    return returned;
  };
}

/** The settings of a deployed function. */
export function deliverySettings(name: QueueFunctionName): DeliverSettings {
  const { callsInFlightPerRegion } = deployments[name];
  const environment = parseEnvironment(v.object(deliveryVariables), {
    ...deliveryEnvironment,
    MAX_CALLS_IN_FLIGHT_PER_REGION: String(callsInFlightPerRegion),
    MAPPING_TABLE_NAME: 'mappings',
    HOME_REGION: 'us-east-1',
    RETRY_QUEUE_URL: 'http://127.0.0.1/retries',
    RETRY_DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/retries-dead-letters',
  });
  return deliverSettings(environment);
}

/** How long an invocation may take, milliseconds. */
export const functionTimeoutMs = deployments.retry.timeoutSeconds * 1000;

const sqsCallMs = 10;
const sqsCallsInFlight = 16;
const messagesPerSqsCall = 10;

/** How long it takes to send so many messages, ten a call. */
export function sendMs(messages: number): number {
  return Math.ceil(messages / messagesPerSqsCall / sqsCallsInFlight) * sqsCallMs;
}
