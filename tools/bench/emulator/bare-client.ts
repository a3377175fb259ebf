import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A client of EventBridge's protocol without the SDK, whose own work would be measured otherwise. */
export interface BareClient extends Disposable {
  /** Calls an operation as an account, in us-east-1; resolves with the answer's text at any status. */
  call(account: string, operation: string, body: string): Promise<string>;
}

/** Opens a client that keeps up to `sockets` connections. */
export function bareClient(url: string, sockets: number): BareClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  return {
    call: (account, operation, body) =>
      new Promise((resolve, reject) => {
        const headers = {
          'X-Amz-Target': `AWSEvents.${operation}`,
          'Content-Type': 'application/x-amz-json-1.1',
          'Content-Length': Buffer.byteLength(body),
          Authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261121/us-east-1/events/aws4_request`,
        };
        const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
          text(answer).then(resolve, reject);
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
