import { expect, test } from '@jest/globals';
import { httpApi } from '../../../../operate/validate/api/http-api.ts';
import { failureText } from '../../../../operate/validate/evidence/failure-text.ts';
import { startHttpProxy } from '../support/http-proxy.ts';

/** Answers 200 after it has lost so many connections. */
async function ask(losses: number) {
  let asked = 0;
  const server = await startHttpProxy(
    () => '',
    () => ({
      instead() {
        asked += 1;
        if (asked <= losses) throw new Error('the connection is lost');
        return { status: 200, headers: {}, body: Buffer.from('{}') };
      },
    }),
  );
  const answer = httpApi(server.url)({ method: 'GET', path: '/' });
  const settled = await answer.catch((error: unknown) => failureText(error));
  await server.close();
  return { settled, asked: () => asked };
}

test('an answer is not asked for twice', async () => {
  const { settled, asked } = await ask(0);

  expect(settled).not.toHaveProperty('isRepeat');
  expect(asked()).toBe(1);
});

test('a request whose connection was lost is sent once more, and says so', async () => {
  expect((await ask(1)).settled).toMatchObject({ status: 200, isRepeat: true });
});

test('a connection that is lost again is named by its code', async () => {
  const { settled, asked } = await ask(2);

  expect(settled).toMatch(/^(?:SocketError|no answer came)/);
  expect(asked()).toBe(2);
});

test('a server that is not there has given no answer', async () => {
  const server = await startHttpProxy(
    () => '',
    () => ({}),
  );
  await server.close();
  const answer = httpApi(server.url)({ method: 'GET', path: '/' });

  expect(await answer.catch((error: unknown) => failureText(error))).toBe(
    'no answer came (ECONNREFUSED)',
  );
});
