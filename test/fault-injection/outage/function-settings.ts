import * as v from 'valibot';
import type { DeliverSettings } from '../../../lambdas/delivery/deliver.ts';
import { deliverSettings, deliveryVariables } from '../../../lambdas/delivery/settings.ts';
import { deployments, type QueueFunctionName } from '../../../lambdas/settings/deployment.ts';
import { parseEnvironment } from '../../../lambdas/settings/environment.ts';
import { fanOutVariables, retryVariables } from '../../../tools/simulators/delivery-variables.ts';
import { maxPayloadBytes } from '../../../local/lambda/invoke-result.ts';

const anywhere = 'http://127.0.0.1';

/** The settings of a deployed function. */
export function deliverySettings(name: QueueFunctionName): DeliverSettings {
  const variables = name === 'fan-out' ? fanOutVariables(anywhere) : retryVariables(anywhere);
  return deliverSettings(parseEnvironment(v.object(deliveryVariables), variables));
}

/**
 * How a deployed function is fed.
 *
 * @param messageBytes a message's part of the payload, of which Lambda gives 6 MB at the most
 */
export function feedingOf(functionName: QueueFunctionName, messageBytes: number) {
  const deployment = deployments[functionName];
  const fitting = Math.max(1, Math.floor(maxPayloadBytes / messageBytes));
  return { ...deployment, functionName, batchSize: Math.min(deployment.batchSize, fitting) };
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
