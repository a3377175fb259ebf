import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerControlCall, CONTROL_PREFIX } from './control/control-route.ts';
import { MAX_STATE_BYTES } from './control/state-control.ts';
import { answerAwsCall } from './http/aws-route.ts';
import { failure, send } from './http/aws-protocol.ts';
import { runDue } from './due/run-due.ts';
import type { Emulator } from './emulator.ts';
import { controlsOf, load } from './handle/controls.ts';
import { allowedHostsOf, foreignCallReason, hostInUrl } from './http/foreign-call.ts';
import { answerPage, pageFileOf } from './http/page-route.ts';
import { readBody } from './http/read-body.ts';
import type { EmulatorOptions } from './options.ts';
import { AwsError } from './protocol/aws-error.ts';
import { settingsOf } from './settings.ts';
import { newWorld, type World } from './state/world.ts';

export type { Emulator } from './emulator.ts';

/** Longer than SDKs keep an idle connection, so that none sends on a closing one. */
const KEEP_ALIVE_MS = 75_000;

/** How often the server looks for what is due by the emulator's clock. Moving the clock looks at once. */
const DUE_EVERY_MS = 200;

/** Starts the EventBridge partner emulator. Rejects when it cannot listen, with Node's error (EADDRINUSE). */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1';
  const world = newWorld(settingsOf(options));
  if (options.state !== undefined) load(world, options.state);
  const closing = new AbortController();
  const allowedHosts = allowedHostsOf(host, world.settings.allowedHosts);
  const server = createServer((request, response) => {
    const context = { allowedHosts, closing: closing.signal };
    answerCall(world, request, response, context).catch((error: unknown) => {
      // Usually the client has disconnected, and nobody reads this.
      if (response.headersSent) response.destroy();
      else send(response, failure(error));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const timer = setInterval(() => runDue(world), DUE_EVERY_MS).unref();
  const port = await listen(server, options.port ?? 0, host);
  const stop = () => {
    closing.abort();
    clearInterval(timer);
    world.senders.close();
    return close(server);
  };
  return {
    ...controlsOf(world),
    url: `http://${hostInUrl(host)}:${port}`,
    port,
    close: stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function answerCall(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  { allowedHosts, closing }: { allowedHosts: readonly string[]; closing: AbortSignal },
): Promise<void> {
  const { method = '', url = '/' } = request;
  const body = await readBody(request, maxBodyBytes(world, url));
  const refusal = foreignCallReason(request, allowedHosts);
  if (refusal !== undefined) {
    send(response, failure(foreignCall(refusal)));
    return;
  }
  if (body.kind === 'tooLarge') {
    send(response, failure(tooLarge()));
    return;
  }
  const [path = '', ...queryParts] = url.split('?');
  const pageFile = pageFileOf(method, path);
  if (pageFile !== undefined) {
    await answerPage(response, pageFile);
  } else if (path.startsWith(CONTROL_PREFIX)) {
    const query = queryParts.join('?');
    const call = { method, path: path.slice(CONTROL_PREFIX.length), query, body: body.text };
    await answerControlCall(world, response, call);
  } else if (method === 'POST' && path === '/') {
    await answerAwsCall(world, request, response, { text: body.text, closing });
  } else {
    send(response, failure(noSuchPath(method, path)));
  }
}

function maxBodyBytes({ settings }: World, url: string): number {
  return url === `${CONTROL_PREFIX}state` ? MAX_STATE_BYTES : settings.maxBodyBytes;
}

function foreignCall(reason: string): AwsError {
  return new AwsError('AccessDeniedException', reason, 403);
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLargeException', 'The request body is too large.', 413);
}

function noSuchPath(method: string, path: string): AwsError {
  const message = `Use POST /, GET / for the page, or ${CONTROL_PREFIX}..., not ${method} ${path}.`;
  return new AwsError('UnknownOperationException', message, 404);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
