import { createServer } from 'node:http';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { localFaults } from '../../../../operate/validate/subject/local-faults.ts';

/** The emulator's faults, of which only the errors of sources are there. */
async function startFaults(sourceErrors: readonly unknown[]) {
  let all = { sourceErrors };
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.method === 'POST') all = (await json(request)) as typeof all;
      response.end(JSON.stringify(all));
    };
    void answer();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

test('changes that are made at once are made one after the other', async () => {
  await using server = await startFaults(['theirs']);
  const faults = localFaults(server.url);
  const add = (one: string) => faults.change((all) => [...all, one]);
  await Promise.all([add('a'), add('b'), add('c')]);
  expect(await faults.read()).toEqual(['theirs', 'a', 'b', 'c']);
});

test('a change that fails stops no other', async () => {
  await using server = await startFaults([]);
  const faults = localFaults(server.url);
  const failing = faults.change(() => {
    throw new Error('no');
  });
  const next = faults.change(() => ['b']);
  await expect(failing).rejects.toThrow('no');
  await next;
  expect(await faults.read()).toEqual(['b']);
});
