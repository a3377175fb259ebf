import { deploymentsFor, type QueueFunctionName } from '../../../lambdas/settings/deployment.ts';
import type { Preference } from '../../../lambdas/settings/fleet.ts';
import { maxPayloadBytes } from '../../../local/lambda/invoke-result.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/**
 * How a deployed function is fed, where cost is preferred by default, but for Lambda's wait of 20 s on a quiet queue: it
 * would hide the delays that the runs compare.
 *
 * @param messageBytes a message's part of the payload, of which Lambda gives 6 MB at the most
 */
export function feedingOf(
  functionName: QueueFunctionName,
  messageBytes: number,
  prefer: Preference = 'cost',
) {
  const deployment = deploymentsFor(prefer)[functionName];
  const fitting = Math.max(1, Math.floor(maxPayloadBytes / messageBytes));
  return {
    ...deployment,
    quietSeconds: 0,
    functionName,
    batchSize: Math.min(deployment.batchSize, fitting),
  };
}

/** How long an invocation may take, milliseconds. */
export const functionTimeoutMs = deployments.retry.timeoutSeconds * 1000;

const sqsCallMs = 10;
const sqsCallsInFlight = 16;
const messagesPerSqsCall = 10;

/** How long it takes to send this many messages, ten a call. */
export function sendMs(messages: number): number {
  return Math.ceil(messages / messagesPerSqsCall / sqsCallsInFlight) * sqsCallMs;
}
