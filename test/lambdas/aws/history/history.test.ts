import { afterAll, beforeAll, describe } from '@jest/globals';
import { recorderHandler } from '../../../../lambdas/history/handler.ts';
import { historyContract } from '../../../contract/history.ts';
import { startTestHistories } from '../../../support/test-history.ts';

let histories: Awaited<ReturnType<typeof startTestHistories>>;

beforeAll(async () => {
  histories = await startTestHistories();
});

afterAll(async () => {
  await histories.close();
});

describe('the history on SQS, DynamoDB and S3', () => {
  historyContract(async () => {
    let passedMs = 0;
    const now = () => Date.now() + passedMs;
    const { sink, reader, recorder } = await histories.create(now);
    const record = recorderHandler(recorder);
    return {
      sink,
      reader,
      async run() {
        await record(now() + 60_000);
      },
      passTime(ms) {
        passedMs += ms;
      },
      now,
    };
  });
});
