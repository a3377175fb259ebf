import { once } from 'node:events';
import { createServer, request as requestTo, type IncomingMessage } from 'node:http';

/** A server before another one, which counts what passes. */
export interface CountingProxy {
  readonly url: string;
  /** How many requests of a method there were to paths that begin so. */
  readonly count: (method: string, path: string) => number;
  readonly close: () => Promise<void>;
}

/** Hands every request on as it is, its host too: that is signed. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const seen: { readonly method: string; readonly path: string }[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer({ keepAliveTimeout: 600_000 }, (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    seen.push({ method, path });
    const onward = requestTo({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(statusOf(answer), answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    count: (method, path) =>
      seen.filter((one) => one.method === method && one.path.startsWith(path)).length,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function statusOf({ statusCode = 502 }: IncomingMessage): number {
  return statusCode;
}
