import { reconcileServices } from '../../lambdas/aws/reconcile-services.ts';
import { reconcileDeployment } from '../../lambdas/deployment.ts';
import { parseReconcileEnvironment, reconcileSettings } from '../../lambdas/reconcile/env.ts';
import { reconcile } from '../../lambdas/reconcile/handler.ts';
import { emulatorView } from '../emulator-view.ts';
import { InputError } from '../input/input-error.ts';
import type { Output } from '../live-line.ts';
import { mappingTableName } from '../mapping-table.ts';
import { homeRegion } from '../partner.ts';
import { sdkEnvironment } from '../sdk-environment.ts';
import type { ReconcileOptions } from './options.ts';
import { localReconcileEnvironment } from './reconcile-environment.ts';
import { logTo, showProgress } from './run-output.ts';
import { didAll, reportLines } from './report-lines.ts';

/** Where the report goes, and where the progress and the log. */
export interface Outputs {
  readonly output: Output;
  readonly errorOutput: Output;
}

const answerWithinMs = 5_000;

/**
 * Runs the reconciler's own code once against the local mode that is running. Resolves with the exit
 * code; rejects with an InputError if no local mode answers. Points this process's SDK there.
 */
export async function reconcileByHand(
  { dryRun, json, port }: ReconcileOptions,
  { output, errorOutput }: Outputs,
): Promise<number> {
  const endpoints = endpointsFrom(port);
  const { nowMs, regions } = await lookAtClock(endpoints.eventBridge, port);
  Object.assign(process.env, sdkEnvironment(endpoints), { AWS_REGION: homeRegion });
  const environment = parseReconcileEnvironment(
    localReconcileEnvironment(mappingTableName, [...new Set([homeRegion, ...regions])]),
  );
  const settings = reconcileSettings(environment);
  const services = reconcileServices(mappingTableName, settings, logTo(errorOutput));
  await services.table.loadPlace().catch((error: unknown) => {
    throw new InputError(`--port ${port}: no mapping table answers there`, { cause: error });
  });

  const offsetMs = nowMs - Date.now();
  const now = () => Date.now() + offsetMs;
  const { sources, finish } = showProgress(services.sources, errorOutput);
  const report = await reconcile(
    { dryRun, deadlineMs: now() + reconcileDeployment.timeoutSeconds * 1000 },
    { ...services, sources, time: { now, sleep: services.sleep } },
  );
  finish();
  const lines = json
    ? [JSON.stringify(report, undefined, 2)]
    : [`Reconciled at ${new Date(nowMs).toISOString()}`, ...reportLines(report, settings.policy)];
  output.write(`${lines.join('\n')}\n`);
  return didAll(report, settings.policy) ? 0 : 1;
}

function endpointsFrom(port: number) {
  const at = (offset: number) => `http://127.0.0.1:${port + offset}`;
  return { sqs: at(0), dynamodb: at(1), eventBridge: at(2) };
}

async function lookAtClock(url: string, port: number) {
  const view = emulatorView(url, answerWithinMs);
  try {
    return { nowMs: await view.nowMs(), regions: await view.regions() };
  } catch (error) {
    throw new InputError(`--port ${port}: no local mode answers there (npm start runs one)`, {
      cause: error,
    });
  }
}
