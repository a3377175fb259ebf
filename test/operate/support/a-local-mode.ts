import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startSqs } from '../../../local/aws/sqs.ts';
import { portCount } from '../../../local/ports.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../../local/partner.ts';
import { createQueues } from '../../../local/queues.ts';
import { aVendor } from '../../local/reconcile/vendor.ts';
import { freePorts } from '../../support/free-ports.ts';

/** The services of local mode without its functions, at ports in a row, and a vendor with one PENDING source. */
export async function aLocalMode() {
  const port = await freePorts(portCount);
  const sqs = await startSqs({ port, region: homeRegion });
  const queues = await createQueues(sqs);
  const vendor = await aVendor(port, { sqsEndpoint: sqs.url });
  const client = new SQSClient({
    endpoint: sqs.url,
    region: homeRegion,
    credentials: credentialsOf(partnerAccount),
  });
  return {
    port: String(port),
    vendor,
    sqs,
    queues,
    /** Puts a dead letter there as a function would. */
    async deadLetter(queueUrl: string, body: string, attributes: Readonly<Record<string, string>>) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageAttributes: stringAttributes(attributes),
        }),
      );
    },
    /** How many messages can be received from a queue at this moment. */
    async visible(queueUrl: string): Promise<number> {
      const { Attributes: attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
      );
      return Number(attributes?.ApproximateNumberOfMessages);
    },
    async close() {
      client.destroy();
      await vendor.close();
      await sqs.close();
    },
  };
}

function stringAttributes(attributes: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ]),
  );
}
