import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** When a relay is to die: at which of its requests to SQS, and whether SQS has taken it or answered it by then. */
export interface FatalMoment {
  readonly request: number;
  readonly when: 'asked' | 'taken' | 'answered';
}

/** A way to SQS on which a relay dies at one moment. */
export async function fatalProxy(sqsUrl: string, { request, when }: FatalMoment, die: () => void) {
  let requests = 0;
  const pass = async (asked: IncomingMessage, answer: ServerResponse) => {
    requests += 1;
    const isFatal = requests === request;
    const body = await buffer(asked);
    if (isFatal && when === 'asked') return die();
    const { host: _, ...headers } = asked.headers as Record<string, string>;
    const answered = await fetch(`${sqsUrl}${asked.url ?? ''}`, { method: 'POST', headers, body });
    const text = await answered.text();
    if (isFatal && when === 'taken') return die();
    answer.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    if (isFatal) answer.once('finish', die);
  };
  const server = createServer((asked, answer) => void pass(asked, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
