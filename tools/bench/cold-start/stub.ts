import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answers, type ReceivedRequest } from './first-batch.ts';

/** DynamoDB, SQS and EventBridge on 127.0.0.1, as far as a first batch asks for them. */
export interface Stub {
  readonly url: string;
  /** Forgets what it has received. */
  begin(): void;
  /** What has been received since. */
  received(): readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a stub. It answers anything that it does not know with an error. */
export async function startStub(): Promise<Stub> {
  let requests: ReceivedRequest[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const target = String(request.headers['x-amz-target']);
    requests.push({ target, body: await text(request) });
    const answer = answers[target];
    response.writeHead(answer === undefined ? 400 : 200, {
      'Content-Type': 'application/x-amz-json-1.0',
    });
    response.end(JSON.stringify(answer ?? { __type: 'UnknownOperationException' }));
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    begin() {
      requests = [];
    },
    received: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
