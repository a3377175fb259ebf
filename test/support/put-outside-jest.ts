import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PutAnswer } from '../../lambdas/ports/delivery.ts';

const script = new URL('put-outside-jest-worker.ts', import.meta.url);

/**
 * Puts a request without entries, in a thread of its own. Inside Jest the errors of Node's network
 * are of another realm than the SDK's `Error`, and the SDK then drops their codes.
 */
export async function putOutsideJest(env: Record<string, string>): Promise<PutAnswer> {
  const worker = new Worker(script, { env: { ...process.env, ...env } });
  const [answer] = await once(worker, 'message');
  await worker.terminate();
  return answer;
}
