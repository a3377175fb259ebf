import { socketVariable, startServer } from './server.ts';

/** Jest's global set-up: without PostgreSQL, no test is begun. */
// oxlint-disable-next-line import/no-default-export -- Jest takes nothing else.
export default async function startForTests(): Promise<void> {
  process.env[socketVariable] = await startServer();
}
