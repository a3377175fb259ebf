import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { newReport } from '../../../lambdas/reconcile/report.ts';
import { OperationError } from '../../../operate/operation-error.ts';
import { invokeReconciler } from '../../../operate/reconcile/invoke-reconciler.ts';

function fakeLambda(payload: unknown, failure?: string) {
  const inputs: InvokeCommand['input'][] = [];
  const send = async ({ input }: InvokeCommand) => {
    inputs.push(input);
    return { FunctionError: failure, Payload: Buffer.from(JSON.stringify(payload)) };
  };
  return { client: { send } as unknown as LambdaClient, inputs };
}

const report = {
  ...newReport(true),
  checked: 3,
  mappings: { PENDING: 1, ACTIVE: 2, DELETED: 0 },
  oldestCheckSeconds: 60,
};

test('the function is invoked once, and its report is returned', async () => {
  const { client, inputs } = fakeLambda(report);

  expect(await invokeReconciler(client, 'reconciler', true)).toEqual(report);
  expect(inputs).toEqual([
    {
      FunctionName: 'reconciler',
      InvocationType: 'RequestResponse',
      Payload: Buffer.from('{"dryRun":true}'),
    },
  ]);
});

test.each([
  [
    'its error',
    { errorMessage: 'no\ntable', errorType: 'Error' },
    'Unhandled',
    /failed: no table$/,
  ],
  ['a time-out', null, 'Unhandled', /failed: Unhandled$/],
  ['a response without a report', { checked: 3 }, undefined, /returned no valid report/],
])('%s is reported in one line', async (_, payload, failure, message) => {
  const invoking = invokeReconciler(fakeLambda(payload, failure).client, 'reconciler', false);

  await expect(invoking).rejects.toThrow(OperationError);
  await expect(invoking).rejects.toThrow(message);
});
