import {
  CreatePartnerEventSourceCommand,
  EventBridgeClient,
  ListEventSourcesCommand,
} from '@aws-sdk/client-eventbridge';
import { startEmulator } from 'eventbridge-partner-emulator';

// The partner creates a source for a customer, who sees it in its own account.

const [partner, customer] = ['000000000001', '000000000002'];
const Name = 'aws.partner/vendor.example/acme/orders';

const emulator = await startEmulator({ port: 0 });

/** EventBridge for an account: the emulator tells accounts by their access keys. */
function eventBridgeOf(account: string): EventBridgeClient {
  return new EventBridgeClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
  });
}

try {
  await eventBridgeOf(partner).send(
    new CreatePartnerEventSourceCommand({ Name, Account: customer }),
  );
  const { EventSources: sources = [] } = await eventBridgeOf(customer).send(
    new ListEventSourcesCommand({}),
  );
  for (const source of sources) process.stdout.write(`${source.Name} is ${source.State}\n`);
} finally {
  await emulator.close();
}
