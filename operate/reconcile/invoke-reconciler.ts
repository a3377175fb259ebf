import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import type { ReconcileReport } from '../../lambdas/reconcile/report.ts';
import { OperationError } from '../operation-error.ts';
import { plainText } from '../plain-text.ts';

/**
 * Invokes the reconciler function and waits for its report. Rejects with an OperationError if the run
 * failed.
 */
export async function invokeReconciler(
  client: Pick<LambdaClient, 'send'>,
  functionName: string,
  dryRun: boolean,
): Promise<ReconcileReport> {
  const { FunctionError: failed, Payload: payload } = await client.send(
    new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(JSON.stringify({ dryRun })),
    }),
  );
  const answer = readJson(Buffer.from(payload ?? []).toString('utf8'));
  if (failed !== undefined) {
    const reason = v.is(failureSchema, answer) ? answer.errorMessage : failed;
    throw new OperationError(`the reconciler failed: ${plainText(reason)}`);
  }
  const report = v.safeParse(reportSchema, answer);
  if (report.success) return report.output;
  throw new OperationError(
    'the reconciler returned no valid report: check that the stack is up to date',
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failureSchema = v.object({ errorMessage: v.string() });

const byFinding = v.object({
  drift: v.number(),
  gone: v.number(),
  otherAccount: v.number(),
  orphan: v.number(),
});

const reportSchema = v.object({
  dryRun: v.boolean(),
  mappings: v.exactOptional(
    v.object({ PENDING: v.number(), ACTIVE: v.number(), DELETED: v.number() }),
  ),
  checked: v.number(),
  failedCalls: v.number(),
  calls: v.number(),
  unanswered: v.number(),
  unansweredSources: v.array(
    v.object({ sourceName: v.string(), region: v.string(), code: v.string() }),
  ),
  regionsLeft: v.array(v.object({ region: v.string(), code: v.string() })),
  found: byFinding,
  repaired: byFinding,
  expiringSoon: v.number(),
  told: v.number(),
  incomplete: v.boolean(),
  oldestCheckSeconds: v.exactOptional(v.number()),
});
