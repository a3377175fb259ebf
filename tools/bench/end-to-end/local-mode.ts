import { SQSClient } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import type * as v from 'valibot';
import { emulatorView, type EmulatorView } from '../../../local/emulator-view.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../../local/partner.ts';
import { startProgram } from '../measure/child-program.ts';
import { writeFeeding, type Feeding } from './feeding.ts';
import { emptied, pumped, usage, where, type Usage } from './questions.ts';

const program = join(import.meta.dirname, 'cloud-program.ts');

/** Local mode in a process of its own, as a vendor's service sees it. */
export interface LocalMode extends AsyncDisposable {
  readonly sqs: SQSClient;
  readonly eventsQueueUrl: string;
  readonly eventBridgeUrl: string;
  readonly view: EmulatorView;
  usage(): Promise<Usage>;
  /** Waits until nothing is in flight; what the pump did since it was last asked. */
  settle(): Promise<v.InferOutput<typeof pumped>>;
  /** Lets a function that does nothing empty a queue of this many messages; resolves with the milliseconds. */
  pump(queueUrl: string, messages: number): Promise<number>;
  /** Forgets what the buses received. */
  forget(): Promise<void>;
}

/** Starts local mode with the customers of the benchmark. */
export async function startLocalMode(feeding: Feeding): Promise<LocalMode> {
  const child = startProgram(program, [], writeFeeding(feeding));
  const { sqs: endpoint, eventBridge, eventsQueueUrl } = await child.ask({ ask: 'where' }, where);
  const credentials = credentialsOf(partnerAccount);
  const sqs = new SQSClient({ endpoint, region: homeRegion, credentials });
  return {
    sqs,
    eventsQueueUrl,
    eventBridgeUrl: eventBridge,
    view: emulatorView(eventBridge),
    usage: () => child.ask({ ask: 'usage' }, usage),
    settle: () => child.ask({ ask: 'settle' }, pumped),
    async pump(queueUrl, messages) {
      const { elapsedMs } = await child.ask({ ask: 'pump', queueUrl, messages }, emptied);
      return elapsedMs;
    },
    async forget() {
      await fetch(`${eventBridge}/_emulator/received`, { method: 'DELETE' });
    },
    async [Symbol.asyncDispose]() {
      sqs.destroy();
      await child[Symbol.asyncDispose]();
    },
  };
}
