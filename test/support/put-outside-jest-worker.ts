import { parentPort } from 'node:worker_threads';
import { partnerEventsPutter } from '../../lambdas/aws/put-partner-events.ts';

const answer = await partnerEventsPutter()('eu-west-1', [], 2_000);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a MessagePort of Node.js takes none
parentPort?.postMessage(answer);
