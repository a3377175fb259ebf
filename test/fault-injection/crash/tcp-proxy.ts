import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from '../../../local/port-of.ts';

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
 * Passes bytes on between HTTP/1.1 clients and a service, and breaks some of the requests. It separates
 * requests by the turns that both sides take: a client that pipelines is not understood.
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

function passOn(client: Socket, options: TcpProxyOptions): void {
  const { hostname, port } = new URL(options.target);
  const service = connect(Number(port), hostname);
  const connection = new Connection(client, service, options);
  client.on('data', (chunk) => connection.ask(chunk));
  service.on('data', (chunk) => connection.answer(chunk));
  for (const socket of [client, service]) {
    socket.setNoDelay(true);
    // Whatever ended it, the close that follows is all there is to do.
    socket.on('error', () => undefined);
    socket.once('close', () => connection.end(socket === client));
  }
}

/** A client's connection to the service. */
class Connection {
  readonly #client: Socket;
  readonly #service: Socket;
  readonly #options: TcpProxyOptions;
  #turn: Turn | undefined;
  #stalled: NodeJS.Timeout | undefined;

  constructor(client: Socket, service: Socket, options: TcpProxyOptions) {
    this.#client = client;
    this.#service = service;
    this.#options = options;
  }

  /** Bytes come from the client. */
  ask(chunk: Buffer): void {
    if (this.#turn === undefined || this.#turn.isAnswered) {
      this.#turn = { request: [], fault: this.#options.draw(), isAnswered: false };
    }
    this.#turn.request.push(chunk);
    if (this.#turn.fault === 'cutBefore') this.end();
    else this.#service.write(chunk);
  }

  /** Bytes come from the service. */
  answer(chunk: Buffer): void {
    const turn = this.#turn;
    if (turn === undefined || turn.isAnswered) {
      this.#client.write(chunk);
    } else if (turn.fault === 'cutAfter') {
      this.end();
    } else if (turn.fault === 'cutMidAnswer') {
      this.#service.pause();
      this.#client.write(chunk.subarray(0, chunk.length / 2), () => this.end());
    } else if (turn.fault === 'stall' && this.#stalled === undefined) {
      this.#stall(chunk);
    } else {
      this.#passAnswer(chunk);
    }
  }

  /** Ends both sides; a request without an answer is reported, and whether its sender had hung up. */
  end(isAbandoned = false): void {
    clearTimeout(this.#stalled);
    const turn = this.#turn;
    if (turn?.isAnswered === false) {
      this.#options.onUnanswered(Buffer.concat(turn.request), isAbandoned);
    }
    this.#turn = undefined;
    this.#client.destroy();
    this.#service.destroy();
  }

  #stall(chunk: Buffer): void {
    this.#service.pause();
    this.#stalled = setTimeout(() => {
      this.#stalled = undefined;
      this.#passAnswer(chunk);
      this.#service.resume();
    }, this.#options.stallMs);
  }

  #passAnswer(chunk: Buffer): void {
    if (this.#turn !== undefined) this.#turn.isAnswered = true;
    this.#client.write(chunk);
  }
}
