import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import {
  reconcileReportSchema,
  type ReconcileReport,
} from '../../lambdas/contract/reconcile-report.ts';
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
  const report = v.safeParse(reconcileReportSchema, answer);
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
