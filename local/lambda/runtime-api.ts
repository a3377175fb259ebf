import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { maxPayloadBytes } from './invoke-result.ts';
import { openRuntimeChannel } from './runtime-channel.ts';
import type { RuntimeChannel } from './runtime-channel.ts';
import { failedResult, returnedResult } from './runtime-payloads.ts';

/** The server side of Lambda's Runtime API, for all the processes of local mode. */
export interface RuntimeApi {
  readonly port: number;
  /** Makes an address for one process, to be its AWS_LAMBDA_RUNTIME_API. */
  attach(functionArn: string): { address: string; channel: RuntimeChannel; detach: () => void };
  close(): Promise<void>;
}

interface AttachedProcess {
  readonly functionArn: string;
  readonly channel: RuntimeChannel;
}

/** Starts the Runtime API on 127.0.0.1. `port` 0 picks a free one. */
export async function startRuntimeApi({ port }: { port: number }): Promise<RuntimeApi> {
  const processes = new Map<string, AttachedProcess>();
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    void route(processes, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const usedPort = portOf(server);

  return {
    port: usedPort,
    attach(functionArn) {
      const id = randomUUID();
      const channel = openRuntimeChannel();
      processes.set(id, { functionArn, channel });
      const detach = () => void processes.delete(id);
      return { address: `127.0.0.1:${usedPort}/${id}`, channel, detach };
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      // Processes wait for work on open connections; losing them is how they learn to exit.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The header in which a process reports the most memory it has had, in MB. It is no part of Lambda's protocol. */
const peakMemoryHeader = 'x-peak-memory-mb';

const paths =
  /^\/(?<id>[^/]+)\/2018-06-01\/runtime\/(?:(?<next>invocation\/next)|(?<initError>init\/error)|invocation\/(?<requestId>[^/]+)\/(?<answer>response|error))$/;

async function route(
  processes: Map<string, AttachedProcess>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const groups = paths.exec(request.url ?? '')?.groups;
  const attached = processes.get(groups?.['id'] ?? '');
  if (groups === undefined || attached === undefined) return answer(response, 404);
  const { channel } = attached;

  if (groups['next'] !== undefined) return sendNext(attached, response);
  const body = await readBody(request);
  if (groups['initError'] !== undefined) {
    channel.end(failedResult(body.text));
    return answer(response, 202);
  }
  channel.reportPeakMemoryMb(Number(request.headers[peakMemoryHeader] ?? 0));
  const result = groups['answer'] === 'error' ? failedResult(body.text) : returnedResult(body);
  const accepted = channel.answer(groups['requestId'] ?? '', result);
  const tooLarge = body.bytes > maxPayloadBytes;
  return answer(response, accepted ? (tooLarge ? 413 : 202) : 400);
}

function sendNext({ channel, functionArn }: AttachedProcess, response: ServerResponse): void {
  channel.next(({ requestId, deadlineMs, body, traceHeader }) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': traceHeader,
    });
    response.end(body);
  });
}

async function readBody(request: IncomingMessage): Promise<{ text: string; bytes: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  return { text: body.toString('utf8'), bytes: body.length };
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
