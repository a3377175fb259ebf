import { LambdaClient } from '@aws-sdk/client-lambda';
import type { ReconcileReport } from '../../lambdas/contract/reconcile-report.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { OperationError } from '../operation-error.ts';
import { progressOn } from '../progress.ts';
import type { Connection } from '../target/connection.ts';
import { commonHelp, connect, commonOptions, readTarget } from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { invokeReconciler } from './invoke-reconciler.ts';
import { reconcileHere } from './reconcile-here.ts';
import { didAll, reportLines } from './report-lines.ts';

const help = `Usage: fanout reconcile [options]

Runs the reconciler once: updates the mapping table to match EventBridge, and reports what it found. For a
stage, it invokes the reconciler function, which continues even if you stop this command. In local mode the
reconciler runs in this process, and uses the clock of the local EventBridge.

Options:
  --dry-run           report only, change nothing
${commonHelp}

Exit code: 0 success; 1 something was left for the next run or could not be repaired, or AWS returned an
error; 2 invalid input, no such stage or stack, or local mode not running.
`;

/** `fanout reconcile`. */
export const reconcileOnce: Command = {
  name: 'reconcile',
  summary: 'run the reconciler once',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      'dry-run': { type: 'boolean', default: false },
    });
    noArguments(positionals);
    const connection = await connect(readTarget(values));
    const report = await runOn(connection, values['dry-run'], terminal);
    const { policy, title, clockAheadMs } = connection;
    if (values.json) printJson(terminal, report);
    else {
      const time = new Date(Date.now() + clockAheadMs).toISOString();
      printLines(terminal, [`Reconciled at ${time} (${title})`, reportLines(report, policy)]);
    }
    return didAll(report, policy) ? 0 : 1;
  },
};

async function runOn(
  connection: Connection,
  dryRun: boolean,
  terminal: Terminal,
): Promise<ReconcileReport> {
  const { reconciler } = connection;
  switch (reconciler.kind) {
    case 'here':
      return await reconcileHere(dryRun, reconciler, connection, terminal);
    case 'function':
      return await waitFor(reconciler.functionName, dryRun, terminal);
    case 'elsewhere':
      throw new OperationError(`the reconciler runs only in the home Region (${connection.title})`);
  }
}

// Lambda's maximum.
const longestRunMs = 15 * 60_000;
const tickMs = 1_000;

async function waitFor(
  functionName: string,
  dryRun: boolean,
  { errorOutput }: Terminal,
): Promise<ReconcileReport> {
  // A retry would be a second run.
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { requestTimeout: longestRunMs },
  });
  const progress = progressOn(errorOutput);
  const startedAtMs = Date.now();
  const ticking = setInterval(() => {
    progress.show(`reconciler running: ${Math.round((Date.now() - startedAtMs) / 1000)} s`);
  }, tickMs);
  try {
    return await invokeReconciler(client, functionName, dryRun);
  } finally {
    clearInterval(ticking);
    progress.finish();
  }
}
