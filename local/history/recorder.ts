import * as v from 'valibot';
import { historyDeployment } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { startBundle, type BundleContext } from '../start-bundle.ts';
import type { historyPlace } from './history-place.ts';

/** The recorder's function. */
export interface Recorder {
  /** Runs it once; its report, or why there is none. */
  run(): Promise<RecorderRun>;
  processIds(): readonly number[];
  close(): Promise<void>;
}

/** What a run of the recorder did. */
export type RecorderRun =
  | { readonly kind: 'ended'; readonly rows: number; readonly isClear: boolean }
  | { readonly kind: 'failed'; readonly reason: string };

const reportSchema = v.object({ rows: v.number(), isClear: v.boolean() });

// A run that is killed keeps the next ones from recording until its time would have been over. Here a run
// has little to do, and nobody wants to wait for a minute.
const timeoutSeconds = 20;

/** Starts the recorder, from the bundle that the stack deploys. One run follows another. */
export function startRecorder(
  place: ReturnType<typeof historyPlace>,
  context: BundleContext,
): Recorder {
  const environment = environmentOf('history', { ...localSettings, place });
  const started = startBundle(
    { name: 'history', ...historyDeployment, timeoutSeconds, maxConcurrency: 1, environment },
    context,
  );
  return {
    run: async () => runOf(await started.invoke({})),
    processIds: () => started.processIds(),
    close: () => started.close(),
  };
}

function runOf(result: InvokeResult): RecorderRun {
  switch (result.kind) {
    case 'returned':
      return { kind: 'ended', ...v.parse(reportSchema, result.payload) };
    case 'failed':
      return { kind: 'failed', reason: `${result.errorType}: ${result.errorMessage}` };
    case 'timedOut':
      return { kind: 'failed', reason: 'timed out' };
    case 'crashed':
      return { kind: 'failed', reason: result.reason };
  }
}
