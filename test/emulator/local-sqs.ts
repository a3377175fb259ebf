import { SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { closeLater, CUSTOMER, REGION } from './support.ts';

/** The queues of the customer, on a server that `closeAll` stops. */
export async function aLocalSqs() {
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  closeLater(app);
  const client = new SQSClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: CUSTOMER, secretAccessKey: 'unused' },
    useQueueUrlAsEndpoint: false,
  });
  closeLater({ close: () => client.destroy() });
  return { endpoint, client };
}
