import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { publishReconcileReport } from '../aws/publish-reconcile-report.ts';
import { reconcileServices } from '../aws/reconcile-services.ts';
import { onLiveConnections } from '../aws/connections.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { parseReconcileEnvironment, reconcileResources, reconcileSettings } from './env.ts';
import { reconcile } from './handler.ts';
import type { ReconcileReport } from '../contract/reconcile-report.ts';

// Once for each execution environment.
const environment = parseReconcileEnvironment(process.env);
const logger = new Logger();
const metrics = new Metrics();
const services = reconcileServices(
  reconcileResources(environment),
  reconcileSettings(environment),
  discreetLog(logger),
);

const inputSchema = v.object({
  /** Report, and change nothing. */
  dryRun: v.optional(v.boolean(), false),
  /** The time to use, RFC 3339, where AWS's clock differs from the machine's: on an emulator. */
  now: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

/** The Lambda entry point of the reconciler; returns the report of the run. */
export const handler = onLiveConnections(run);

async function run(event: unknown, context: Context): Promise<ReconcileReport> {
  logger.addContext(context);
  const { dryRun, now: givenNow } = v.parse(inputSchema, event ?? {});
  const offsetMs = givenNow === undefined ? 0 : Date.parse(givenNow) - Date.now();
  const now = () => Date.now() + offsetMs;
  const deadlineMs = now() + context.getRemainingTimeInMillis();
  const time = { now, sleep: services.sleep };
  const report = await reconcile({ dryRun, deadlineMs }, { ...services, time });
  publishReconcileReport(report, metrics, logger);
  return report;
}
