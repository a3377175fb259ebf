import type { SentEvent } from '../events.ts';
import { startStub } from '../stub.ts';
import { fanOut } from './fan-out.ts';

const endpointVariable = 'AWS_ENDPOINT_URL_EVENTBRIDGE';

/**
 * The bodies of the requests that the fan-out function makes for some events, in their order: its handler
 * sends them to a stub of their own.
 */
export async function bodiesOfFanOut(
  events: readonly SentEvent[],
  callsInFlight: number,
): Promise<readonly Buffer[]> {
  const before = process.env[endpointVariable];
  const stub = await startStub();
  try {
    process.env[endpointVariable] = stub.url;
    const send = await fanOut(callsInFlight)(events);
    await send();
    return stub.received().map(({ body }) => Buffer.from(body));
  } finally {
    if (before === undefined) delete process.env[endpointVariable];
    else process.env[endpointVariable] = before;
    await stub.close();
  }
}
