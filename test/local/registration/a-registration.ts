import { EventEmitter, once } from 'node:events';
import { startCloud, type CloudOptions } from '../../../local/cloud.ts';
import { batchDoneMessage } from '../../../lambdas/aws/report.ts';
import { emulatorView } from '../../../local/emulator-view.ts';

/** Local mode, with a client of its console. */
export async function aRegistration(options: Partial<CloudOptions> = {}) {
  const output = new EventEmitter();
  const cloud = await startCloud({
    firstPort: 0,
    regions: ['us-east-1', 'eu-west-1'],
    onOutput: (line) => {
      if (line.includes(batchDoneMessage)) output.emit('batch');
    },
    ...options,
  });
  cloud.functions.startPolling();
  const view = emulatorView(cloud.endpoints.eventBridge);

  /** The status, the headers, and the body: parsed where it is JSON. */
  async function call(
    method: string,
    path: string,
    { token, body }: { token?: string; body?: object } = {},
  ) {
    const response = await fetch(cloud.consoleUrl + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const { status, headers } = response;
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    cloud,
    call,
    tokenOf: async (tenant: string): Promise<string> =>
      (await call('POST', '/_local/tokens', { body: { tenant } })).body.token,
    /** Resolves when the function that reads the events queue has done with its next batch. */
    nextBatch: () => once(output, 'batch'),
    reconcile: async () => await cloud.functions.reconcile(await view.nowMs()),
  };
}
