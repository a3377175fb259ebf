declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Makes a DynamoDB server which does not listen yet. Without `path` its tables live in memory. */
  function dynalite(options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;

  export = dynalite;
}
