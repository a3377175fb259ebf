import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { keptConnections, onLiveConnections } from '../../../lambdas/aws/connections.ts';
import { startStubEventBridge } from '../../support/stub-event-bridge.ts';

let stub: Awaited<ReturnType<typeof startStubEventBridge>>;

beforeEach(async () => {
  stub = await startStubEventBridge();
});

afterEach(async () => {
  await stub.close();
});

/** A function of one call, its clock, and the client ports of its calls. */
function aFunction() {
  let nowMs = 0;
  const { httpAgent } = keptConnections();
  const call = () =>
    new Promise<string>((resolve, reject) => {
      const sent = request(stub.url, { method: 'POST', agent: httpAgent }, (response) => {
        text(response).then(resolve, reject);
      });
      sent.on('error', reject);
      sent.end('{}');
    });
  const handle = onLiveConnections(
    async (calls: number) => {
      for (let made = 0; made < calls; made += 1) await call();
    },
    { now: () => nowMs },
  );
  return {
    invoke: (calls: number) => handle(calls, {}),
    sleep: (milliseconds: number) => {
      nowMs += milliseconds;
    },
    httpAgent,
    ports: () => stub.requests.map(({ clientPort }) => clientPort),
  };
}

describe('connections', () => {
  test('are kept within an invocation, and from one to the next while the environment is awake', async () => {
    const { invoke, sleep, ports } = aFunction();
    await invoke(2);
    sleep(999);
    await invoke(2);

    expect(new Set(ports()).size).toBe(1);
  });

  test('are closed when the environment has slept: what died meanwhile is met by no call', async () => {
    const { invoke, sleep, ports } = aFunction();
    await invoke(2);
    sleep(1_000);
    await invoke(2);

    expect(new Set(ports().slice(0, 2)).size).toBe(1);
    expect(new Set(ports().slice(2)).size).toBe(1);
    expect(new Set(ports()).size).toBe(2);
  });

  test('are closed also after an invocation that threw', async () => {
    let closed = 0;
    let nowMs = 0;
    const handle = onLiveConnections(
      async () => {
        throw new Error('no');
      },
      {
        now: () => nowMs,
        closeIdle: () => {
          closed += 1;
        },
      },
    );
    await expect(handle(undefined, undefined)).rejects.toThrow('no');
    nowMs = 5_000;
    await expect(handle(undefined, undefined)).rejects.toThrow('no');

    expect(closed).toBe(1);
  });
});
