import { once } from 'node:events';

import dynalite from 'dynalite';
import { compareListsByContent } from './dynalite-lists.ts';
import { portOf } from '../port-of.ts';
import { refuseForeignCalls } from '../refuse-foreign-calls.ts';

/** A running DynamoDB. `url` is the endpoint to give to a client. */
export interface LocalDynamoDb {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB on 127.0.0.1. `port` 0 picks a free one. Tables live in memory, or under the directory `path`, where
 * they survive a restart; they are ready as soon as they are created.
 */
export async function startDynamoDb({
  port,
  path,
}: {
  port: number;
  path?: string;
}): Promise<LocalDynamoDb> {
  compareListsByContent();
  const immediately = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite({ ...immediately, ...(path === undefined ? {} : { path }) });
  refuseForeignCalls(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const usedPort = portOf(server);
  return {
    url: `http://127.0.0.1:${usedPort}`,
    port: usedPort,
    async close() {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      // A client's idle kept-alive connection would hold the server open.
      server.closeAllConnections();
      await closed;
    },
  };
}
