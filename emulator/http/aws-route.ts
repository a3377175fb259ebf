import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawCallFault, drawLostResponse, latencyMsOf } from '../faults/faults.ts';
import { drawSourceCallFault } from '../faults/source-call-fault.ts';
import type { OperationName } from '../operations/operation-names.ts';
import { operationNamed, operations } from '../operations/operations.ts';
import { AwsError, internalError, throttled } from '../protocol/aws-error.ts';
import { countOne } from '../state/counters.ts';
import type { World } from '../state/world.ts';
import { type Answer, failure, parseBody, send, success } from './aws-protocol.ts';
import { callerOf } from './caller.ts';

/** Answers one call of the AWS protocol, subject to the active faults. */
export async function answerAwsCall(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  { text, closing }: { text: string; closing: AbortSignal },
): Promise<void> {
  const target = request.headers['x-amz-target'];
  const name = operationNamed(typeof target === 'string' ? target : undefined);
  if (name === undefined) {
    send(response, failure(unknownOperation(target)));
    return;
  }
  countCall(world, name);
  const acceptedBefore = world.counters.acceptedEntries;
  const answer = run(world, name, request, text);
  if (answer === 'never answered') {
    await once(response, 'close', { signal: closing });
    return;
  }
  const accepted = world.counters.acceptedEntries - acceptedBefore;
  const isLost = answer.status === 200 && drawLostResponse(world.faults, name);
  const latencyMs = latencyMsOf(world.faults, name);
  if (latencyMs > 0) await sleep(latencyMs, undefined, { signal: closing });
  if (isLost) {
    world.counters.lostResponses += 1;
    world.counters.lostResponseEntries += accepted;
    request.socket.destroy();
  } else send(response, answer);
}

function run(
  world: World,
  name: OperationName,
  request: IncomingMessage,
  text: string,
): Answer | 'never answered' {
  try {
    const caller = callerOf(request.headers, world.settings.partnerAccount);
    const fault = drawCallFault(world.faults, name, `${caller.account}/${caller.region}`);
    if (fault === 'throttled') {
      world.counters.throttledRequests += 1;
      return failure(throttled());
    }
    if (fault === 'failed') {
      world.counters.requestFailures += 1;
      return failure(internalError());
    }
    const body = parseBody(text);
    const sourceFault = drawSourceCallFault(world.faults, body);
    if (sourceFault === 'never answered') return sourceFault;
    if (sourceFault !== undefined) return failure(sourceFault);
    return success(operations[name](world, caller, body));
  } catch (error) {
    return failure(error);
  }
}

function countCall({ counters }: World, name: OperationName): void {
  countOne(counters.calls, name);
  if (name === 'PutPartnerEvents') counters.putPartnerEventsCalls += 1;
}

function unknownOperation(target: string | string[] | undefined): AwsError {
  return new AwsError('UnknownOperationException', `Unknown operation: ${String(target)}`);
}
