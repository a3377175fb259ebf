import type {
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Call } from './call.ts';

/** What sends messages; the answer says what was refused. */
export interface SendingCalls {
  readonly sendMessageBatch: Call<
    SendMessageBatchCommandInput,
    Pick<SendMessageBatchCommandOutput, 'Failed'>
  >;
}

/** What deletes messages; the answer says which were not. */
export interface DeletingCalls {
  readonly deleteMessageBatch: Call<
    DeleteMessageBatchCommandInput,
    Pick<DeleteMessageBatchCommandOutput, 'Failed'>
  >;
}

/** The operations of SQS by which the functions that deliver send and delete messages. */
export interface QueueCalls extends SendingCalls, DeletingCalls {}
