import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

const [host = '', processId = ''] = (process.env['AWS_LAMBDA_RUNTIME_API'] ?? '').split('/');
const [hostname = '', port = ''] = host.split(':');

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const watchedSockets = new WeakSet<object>();

/** What the Runtime API answered. */
export interface RuntimeAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Calls the Runtime API over the one connection that this process keeps to it. The process exits when that connection
 * closes: the host has ended, or wants the process to end.
 */
export async function callRuntimeApi(
  method: 'GET' | 'POST',
  path: string,
  body = '',
): Promise<RuntimeAnswer> {
  return await send(method, path, body, agent);
}

/** Posts a last report over a separate connection, since the usual one may be waiting for an invocation. */
export async function postLastReport(path: string, body: string): Promise<void> {
  await send('POST', path, body, false);
}

async function send(
  method: string,
  path: string,
  body: string,
  through: Agent | false,
): Promise<RuntimeAnswer> {
  return await new Promise((resolve, reject) => {
    const sent = request({
      agent: through,
      hostname,
      port,
      method,
      path: `/${processId}/2018-06-01/runtime/${path}`,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-peak-memory-mb': process.resourceUsage().maxRSS / 1024,
      },
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', reject);
    if (through === agent) sent.on('socket', exitWhenClosed);
    sent.end(body);
  });
}

function exitWhenClosed(socket: NodeJS.EventEmitter): void {
  if (watchedSockets.has(socket)) return;
  watchedSockets.add(socket);
  socket.once('close', () => process.exit(1));
}
