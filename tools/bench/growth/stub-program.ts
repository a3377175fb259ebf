import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { answerParent } from '../measure/child-program.ts';
import { newArrivals } from './arrivals.ts';
import { operations, stubAnswer } from './stub-answers.ts';

// EventBridge, SQS and DynamoDB in a process of their own: they answer at once, count, and look whether what comes
// is right.

const workload = v.object({
  events: v.number(),
  mappings: v.number(),
  generators: v.number(),
  detailBytes: v.number(),
});

const question = v.variant('ask', [
  v.object({ ask: v.literal('url') }),
  v.object({ ask: v.literal('expect'), workload }),
  v.object({ ask: v.literal('found') }),
]);

let arrivals = newArrivals({ events: 0, mappings: 0, generators: 1, detailBytes: 0 });
const calls = Object.fromEntries(operations.map((name) => [name, 0]));

async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = String(request.headers['x-amz-target']);
  const { operation, json } = stubAnswer(target, await text(request), arrivals);
  calls[operation] = (calls[operation] ?? 0) + 1;
  response.writeHead(200, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(json),
  });
  response.end(json);
}

const server = createServer((request, response) => {
  // Whatever is wrong with a call is an error to who made it, and so of the run.
  answerCall(request, response).catch((error: unknown) => {
    response.writeHead(400).end(JSON.stringify({ message: String(error) }));
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

answerParent(async (asked) => {
  const wanted = v.parse(question, asked);
  switch (wanted.ask) {
    case 'url': {
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    }
    case 'expect':
      arrivals = newArrivals(wanted.workload);
      for (const name of operations) calls[name] = 0;
      return null;
    case 'found':
      return { calls: { ...calls }, problems: arrivals.problems() };
  }
});
