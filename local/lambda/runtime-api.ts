import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { maxPayloadBytes } from './invoke-result.ts';
import { RuntimeChannel } from './runtime-channel.ts';
import { failedResult, returnedResult } from './runtime-payloads.ts';
import { portOf } from '../port-of.ts';
import { refuseForeignCalls } from '../refuse-foreign-calls.ts';

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
  refuseForeignCalls(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const usedPort = portOf(server);

  return {
    port: usedPort,
    attach(functionArn) {
      const id = randomUUID();
      const channel = new RuntimeChannel();
      processes.set(id, { functionArn, channel });
      const detach = () => void processes.delete(id);
      return { address: `127.0.0.1:${usedPort}/${id}`, channel, detach };
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      // Processes wait for work on open connections, and exit when they lose them.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The header in which a process reports its peak memory, in MB. It is not part of Lambda's protocol. */
const peakMemoryHeader = 'x-peak-memory-mb';

/** What a process asks of the Runtime API. */
type Call =
  | { readonly kind: 'next' }
  | { readonly kind: 'initError' }
  | { readonly kind: 'response' | 'error'; readonly requestId: string };

async function route(
  processes: Map<string, AttachedProcess>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id = '', path = ''] =
    /^\/([^/]+)\/2018-06-01\/runtime\/(.+)$/.exec(request.url ?? '') ?? [];
  const attached = processes.get(id);
  const call = callOf(path);
  if (attached === undefined || call === undefined) return answer(response, 404);
  if (call.kind === 'next') return sendNext(attached, response);
  answer(response, await takeReport(attached.channel, call, request));
}

function callOf(path: string): Call | undefined {
  if (path === 'invocation/next') return { kind: 'next' };
  if (path === 'init/error') return { kind: 'initError' };
  const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  if (requestId === undefined) return undefined;
  return { kind: kind === 'error' ? 'error' : 'response', requestId };
}

/** Takes what a process reports, and resolves with the status to answer it with. */
async function takeReport(
  channel: RuntimeChannel,
  call: Exclude<Call, { kind: 'next' }>,
  request: IncomingMessage,
): Promise<number> {
  const body = await readBody(request);
  if (call.kind === 'initError') {
    channel.end(failedResult(body.text));
    return 202;
  }
  channel.reportPeakMemoryMb(Number(request.headers[peakMemoryHeader] ?? 0));
  const result = call.kind === 'error' ? failedResult(body.text) : returnedResult(body);
  if (!channel.answer(call.requestId, result)) return 400;
  return body.bytes > maxPayloadBytes ? 413 : 202;
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
