import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request, before it is passed on. */
export interface ProxiedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, before it is given. */
export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a proxy changes. */
export interface ProxyPlant {
  readonly request?: (request: ProxiedRequest) => ProxiedRequest;
  /** Answers instead of the server; undefined passes the request on. Where it throws, the connection is lost. */
  readonly instead?: (
    request: ProxiedRequest,
  ) => ProxiedAnswer | undefined | Promise<ProxiedAnswer | undefined>;
  readonly answer?: (answer: ProxiedAnswer, request: ProxiedRequest) => ProxiedAnswer;
}

/** A proxy on 127.0.0.1 in front of a server, which changes what the plant of the moment says. */
export async function startHttpProxy(target: () => string, plant: () => ProxyPlant) {
  const server = createServer((request, response) => {
    const pass = async () => {
      const given = {
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        headers: request.headers,
        body: (await buffer(request)).toString('utf8'),
      };
      const answer = await answerOf(given, target(), plant());
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    pass().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answerOf(
  given: ProxiedRequest,
  target: string,
  { request: change = (one) => one, instead, answer: changeAnswer = (one) => one }: ProxyPlant,
): Promise<ProxiedAnswer> {
  const own = await instead?.(given);
  if (own !== undefined) return own;
  const request = change(given);
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const response = await fetch(`${target}${request.target}`, {
    method: request.method,
    headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    redirect: 'manual',
    ...(request.body !== '' && { body: request.body }),
  });
  // What fetch has decoded has neither its encoding nor its length any more.
  const {
    'content-encoding': ____,
    'content-length': _____,
    ...kept
  } = Object.fromEntries(response.headers);
  const body = Buffer.from(await response.arrayBuffer());
  return changeAnswer({ status: response.status, headers: kept, body }, request);
}
