import type { Endpoints } from '../../../local/sdk-environment.ts';
import { drawConnectionFault, eventIdsIn, type ConnectionFaultRates } from './faults.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** What the proxies between the functions and the services go by. */
export interface ProxiesOptions extends ConnectionFaultRates {
  readonly random: () => number;
  readonly stallMs: number;
  /** Gets each call with events whose answer its sender did not see whole. */
  readonly onUnanswered: (call: UnansweredCall) => void;
}

/** A call with events that its sender saw no whole answer to. */
export interface UnansweredCall {
  readonly service: keyof Endpoints;
  /** One for each entry or message. */
  readonly eventIds: readonly string[];
  /** The sender had died, or given up. */
  readonly isAbandoned: boolean;
}

/** A proxy before each service. */
export type Proxies = Readonly<Record<keyof Endpoints, TcpProxy>>;

/** Starts a proxy before each service. */
export async function startProxies(
  services: Endpoints,
  { random, stallMs, onUnanswered, ...rates }: ProxiesOptions,
): Promise<Proxies> {
  const before = (service: keyof Endpoints) =>
    startTcpProxy({
      target: services[service],
      stallMs,
      draw: () => drawConnectionFault(random, rates),
      onUnanswered: (request, isAbandoned) =>
        onUnanswered({ service, eventIds: eventIdsIn(request), isAbandoned }),
    });
  return {
    sqs: await before('sqs'),
    dynamodb: await before('dynamodb'),
    eventBridge: await before('eventBridge'),
  };
}
