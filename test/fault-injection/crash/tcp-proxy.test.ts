import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTcpProxy, type ConnectionFault } from './tcp-proxy.ts';

const closings: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

const longAnswer = 'an answer of some length';

/** A service that answers to every request, and remembers their bodies. */
async function aService(answer: (server: Server) => string = () => longAnswer) {
  const bodies: string[] = [];
  const server = createServer();
  server.on('request', (incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      bodies.push(body);
      response.end(answer(server));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => {
    server.close();
    server.closeAllConnections();
  });
  let closed = Promise.resolve<unknown>(undefined);
  server.on('connection', (socket) => {
    closed = once(socket, 'close');
  });
  return {
    bodies,
    lastConnectionClosed: () => closed,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
}

async function aProxy(target: string, faults: (ConnectionFault | undefined)[] = []) {
  const unanswered: string[] = [];
  const abandoned: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const proxy = await startTcpProxy({
    target,
    stallMs: 30,
    draw: () => faults.shift(),
    onUnanswered(bytes, isAbandoned) {
      const body = bytes.toString('utf8').split('\r\n\r\n')[1] ?? '';
      (isAbandoned ? abandoned : unanswered).push(body);
    },
  });
  closings.push(() => proxy.close());
  closings.push(() => agent.destroy());
  const post = (body: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = { 'content-length': Buffer.byteLength(body) };
      request(proxy.url, { method: 'POST', agent, headers }, (response) => {
        text(response).then(resolve, reject);
      })
        .on('error', reject)
        .end(body);
    });
  return { ...proxy, agent, abandoned, unanswered, post };
}

describe('the TCP proxy', () => {
  test('passes requests and answers on, several on one connection', async () => {
    const service = await aService();
    const { post, unanswered } = await aProxy(service.url);
    await expect(post('one')).resolves.toBe(longAnswer);
    await expect(post('two')).resolves.toBe(longAnswer);
    expect(service.bodies).toStrictEqual(['one', 'two']);
    expect(unanswered).toStrictEqual([]);
  });

  test('cuts before the service has seen the request', async () => {
    const service = await aService();
    const { post, unanswered, faults } = await aProxy(service.url, ['cutBefore']);
    await expect(post('one')).rejects.toThrow('socket hang up');
    expect(service.bodies).toStrictEqual([]);
    expect(unanswered).toHaveLength(1);
    expect(faults.cutBefore).toBe(1);
  });

  test.each(['cutAfter', 'cutMidAnswer'] as const)(
    'by %s lets the service take the request and its sender see no whole answer',
    async (fault) => {
      const service = await aService();
      const { post, unanswered } = await aProxy(service.url, [undefined, fault]);
      await expect(post('one')).resolves.toBe(longAnswer);
      await expect(post('two')).rejects.toThrow(/socket hang up|aborted|ECONNRESET/);
      expect(service.bodies).toStrictEqual(['one', 'two']);
      expect(unanswered).toStrictEqual(['two']);
    },
  );

  test('holds an answer back and then passes it on', async () => {
    const service = await aService();
    const { post, unanswered, faults } = await aProxy(service.url, ['stall']);
    await expect(post('one')).resolves.toBe(longAnswer);
    expect(faults.stall).toBe(1);
    expect(unanswered).toStrictEqual([]);
  });

  test('reports a request that the service itself left without an answer', async () => {
    const service = await aService((server) => {
      server.closeAllConnections();
      return '';
    });
    const { post, unanswered } = await aProxy(service.url);
    await expect(post('one')).rejects.toThrow('socket hang up');
    expect(unanswered).toStrictEqual(['one']);
  });

  test('reports a request whose sender hung up before the answer', async () => {
    const service = await aService(() => {
      agent.destroy();
      return longAnswer;
    });
    const { agent, post, abandoned, unanswered } = await aProxy(service.url, ['stall']);
    await expect(post('one')).rejects.toThrow('socket hang up');
    await service.lastConnectionClosed();
    expect(abandoned).toStrictEqual(['one']);
    expect(unanswered).toStrictEqual([]);
  });

  test('ends the connection of a service that is not there', async () => {
    const { post } = await aProxy('http://127.0.0.1:1');
    await expect(post('one')).rejects.toThrow('socket hang up');
  });
});
