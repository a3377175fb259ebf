import type { IncomingMessage, Server } from 'node:http';
import { foreignCallReason } from '../emulator/http/foreign-call.ts';

/** The status of a call that is refused, and one line that says why. */
export interface ForeignCall {
  readonly status: 403;
  readonly message: string;
}

/** Why a server of local mode does not answer a request: a web page may have sent it. Undefined for any other. */
export function foreignCall(
  request: Pick<IncomingMessage, 'headers' | 'method'>,
): ForeignCall | undefined {
  const message = foreignCallReason(request, []);
  return message === undefined ? undefined : { status: 403, message };
}

/** Puts that check before the handler that a server has now. */
export function refuseForeignCalls(server: Server): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const refused = foreignCall(request);
    if (refused === undefined) {
      for (const handler of handlers) Reflect.apply(handler, server, [request, response]);
      return;
    }
    request.resume();
    response.writeHead(refused.status, { 'content-type': 'text/plain' }).end(refused.message);
  });
}
