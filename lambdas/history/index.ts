import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { publishRecorderReport } from '../aws/history/publish-recorder-report.ts';
import { recorderServices } from '../aws/history/recorder-services.ts';
import { historySettings, parseHistoryEnvironment } from './env.ts';
import { recorderHandler, type RunOptions } from './handler.ts';

// Once for each execution environment.
const environment = parseHistoryEnvironment(process.env);
const logger = new Logger();
const metrics = new Metrics();
const record = recorderHandler(recorderServices(historySettings(environment), logger));

/**
 * The Lambda entry point of the recorder; returns what the run did. The schedule's event says that another
 * run follows; whoever invokes it by hand has everything recorded.
 */
export const handler = onLiveConnections(
  async (event: RunOptions | undefined, context: Context) => {
    logger.addContext(context);
    const { mayDefer } = event ?? {};
    const report = await record(Date.now() + context.getRemainingTimeInMillis(), {
      mayDefer: mayDefer === true,
    });
    publishRecorderReport(report, metrics, logger);
    return report;
  },
);
