import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the proxy does to one request and its answer. */
export type ConnectionFault =
  /** Ends the connection before the service has seen the request. */
  | 'cutBefore'
  /** Ends it when the service has answered, and passes nothing of the answer on. */
  | 'cutAfter'
  /** Ends it in the middle of the answer. */
  | 'cutMidAnswer'
  /** Holds the answer back. */
  | 'stall';

/** What a proxy is started with. */
export interface TcpProxyOptions {
  /** The service's address, such as http://127.0.0.1:4600. */
  readonly target: string;
  /** Decides for each request, as its first bytes come. */
  readonly draw: () => ConnectionFault | undefined;
  readonly stallMs: number;
  /** Gets each request that its sender saw no whole answer to, and whether the sender itself had hung up. */
  readonly onUnanswered: (request: Buffer, isAbandoned: boolean) => void;
}

/** A proxy at work on 127.0.0.1. */
export interface TcpProxy {
  /** Stands for the target, such as http://127.0.0.1:40001. */
  readonly url: string;
  /** How often each fault has happened. */
  readonly faults: Readonly<Record<ConnectionFault, number>>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Passes bytes on between HTTP/1.1 clients and a service, and wrongs some of the requests. It tells requests apart
 * by the turns that both sides take: a client that pipelines is not understood.
 */
export async function startTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const faults = { cutBefore: 0, cutAfter: 0, cutMidAnswer: 0, stall: 0 };
  const clients = new Set<Socket>();
  const draw = () => {
    const fault = options.draw();
    if (fault !== undefined) faults[fault] += 1;
    return fault;
  };
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    passOn(client, { ...options, draw });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    faults,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}

/** One turn of a connection: a request, and whether anything of its answer has gone to the client. */
interface Turn {
  readonly request: Buffer[];
  readonly fault: ConnectionFault | undefined;
  isAnswered: boolean;
}

function passOn(client: Socket, { target, draw, stallMs, onUnanswered }: TcpProxyOptions): void {
  const { hostname, port } = new URL(target);
  const service = connect(Number(port), hostname);
  let turn: Turn | undefined;
  let stalled: NodeJS.Timeout | undefined;

  const end = (isAbandoned = false) => {
    clearTimeout(stalled);
    if (turn?.isAnswered === false) onUnanswered(Buffer.concat(turn.request), isAbandoned);
    turn = undefined;
    client.destroy();
    service.destroy();
  };

  client.on('data', (chunk) => {
    if (turn === undefined || turn.isAnswered) {
      turn = { request: [], fault: draw(), isAnswered: false };
    }
    turn.request.push(chunk);
    if (turn.fault === 'cutBefore') end();
    else service.write(chunk);
  });

  service.on('data', (chunk) => {
    if (turn === undefined || turn.isAnswered) {
      client.write(chunk);
    } else if (turn.fault === 'cutAfter') {
      end();
    } else if (turn.fault === 'cutMidAnswer') {
      service.pause();
      client.write(chunk.subarray(0, chunk.length / 2), () => end());
    } else if (turn.fault === 'stall' && stalled === undefined) {
      service.pause();
      stalled = setTimeout(() => {
        stalled = undefined;
        answer(chunk);
        service.resume();
      }, stallMs);
    } else {
      answer(chunk);
    }
  });

  function answer(chunk: Buffer): void {
    if (turn !== undefined) turn.isAnswered = true;
    client.write(chunk);
  }

  for (const socket of [client, service]) {
    socket.setNoDelay(true);
    // Whatever ended it, the close that follows is all there is to do.
    socket.on('error', () => undefined);
    socket.once('close', () => end(socket === client));
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return address.port;
}
