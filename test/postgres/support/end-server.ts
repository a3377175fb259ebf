import { endServer, socketVariable } from './server.ts';

/** Jest's global tear-down. */
// oxlint-disable-next-line import/no-default-export -- Jest takes nothing else.
export default async function endAfterTests(): Promise<void> {
  await endServer(process.env[socketVariable] ?? '');
}
