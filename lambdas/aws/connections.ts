import { Agent as HttpsAgent } from 'node:https';

/**
 * How long connections may have been idle before an invocation that still uses them, in milliseconds.
 * The environment sleeps between invocations. If AWS or a network device closes a connection meanwhile,
 * only the next call notices, by a reset or by silence.
 */
const maxSleepMs = 1_000;

const { Agent: HttpAgent } = process.getBuiltinModule('node:http');

/** The agents that keep a client's connections from call to call, as the SDK takes them. */
export interface KeptConnections {
  readonly httpAgent: InstanceType<typeof HttpAgent>;
  readonly httpsAgent: HttpsAgent;
}

const opened: KeptConnections[] = [];

/** Opens connections for one client; its callers bound how many there are at once. */
export function keptConnections(): KeptConnections {
  const options = { keepAlive: true } as const;
  const made = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  opened.push(made);
  return made;
}

/**
 * How the clients of queues and the table wait: a call that takes longer is given up, and the SDK makes
 * it again.
 */
export const requestHandler = {
  ...keptConnections(),
  connectionTimeout: 1_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * Runs each invocation on connections that cannot have died while the environment slept: closes the idle
 * ones after a sleep of a second. A new connection costs some milliseconds; a dead one costs a delivery
 * attempt or the whole time-out of a call.
 */
export function onLiveConnections<E, C, R>(
  handle: (event: E, context: C) => Promise<R>,
  { now = Date.now, closeIdle = closeIdleConnections } = {},
): (event: E, context: C) => Promise<R> {
  let endedAtMs = now();
  return async (event, context) => {
    if (now() - endedAtMs >= maxSleepMs) closeIdle();
    try {
      return await handle(event, context);
    } finally {
      endedAtMs = now();
    }
  };
}

/** Closes the connections on which nothing is under way. */
function closeIdleConnections(): void {
  for (const agent of opened.flatMap(({ httpAgent, httpsAgent }) => [httpAgent, httpsAgent])) {
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}
