import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

const tries = 50;

/** The first of some ports in a row that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const first = await portOf(0);
    const rest = Array.from({ length: count - 1 }, (_, index) => first + 1 + index);
    const found = await Promise.all(rest.map((port) => portOf(port).catch(() => undefined)));
    if (first + count <= 65_536 && !found.includes(undefined)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

async function portOf(port: number): Promise<number> {
  const server: Server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : port;
}
