import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteMessageBatchCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

const clients = [new DynamoDBClient(), new SQSClient(), new EventBridgeClient()];

/** Nothing but the clients and commands of the fan-out function: what no function on this SDK can go below. */
export const handler = () => ({
  clients,
  commands: [
    QueryCommand,
    UpdateItemCommand,
    DeleteMessageBatchCommand,
    SendMessageBatchCommand,
    PutPartnerEventsCommand,
  ],
});
