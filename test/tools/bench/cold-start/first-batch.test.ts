import { describe, expect, test } from '@jest/globals';
import {
  firstBatchProblem,
  type ReceivedRequest,
} from '../../../../tools/bench/cold-start/first-batch.ts';

const delivered = { batchItemFailures: [] };

function aPut(fields: Record<string, unknown> = {}): ReceivedRequest {
  const entry = {
    Source: 'aws.partner/vendor.example.test/acct1/repo1/111122223333',
    DetailType: 'push',
    Time: 1_795_287_600,
    Resources: ['event/event-1'],
    Detail: '{"ref":"refs/heads/main"}',
    ...fields,
  };
  return { target: 'AWSEvents.PutPartnerEvents', body: JSON.stringify({ Entries: [entry] }) };
}

const lookUp: ReceivedRequest = { target: 'DynamoDB_20120810.Query', body: '{}' };

describe('a first batch', () => {
  test('is right when EventBridge received its one entry', () => {
    expect(firstBatchProblem([lookUp, aPut()], delivered)).toBeUndefined();
  });

  test('is wrong when nothing was put, whatever the answer says', () => {
    expect(firstBatchProblem([lookUp], delivered)).toMatch('EventBridge received []');
  });

  test('is wrong when it was put twice', () => {
    expect(firstBatchProblem([aPut(), aPut()], delivered)).toMatch('EventBridge received');
  });

  test('is wrong when its detail was changed', () => {
    expect(firstBatchProblem([aPut({ Detail: '{}' })], delivered)).toMatch('EventBridge received');
  });

  test('is wrong when its message was given back', () => {
    const response = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
    expect(firstBatchProblem([aPut()], response)).toMatch('answered with');
  });
});
