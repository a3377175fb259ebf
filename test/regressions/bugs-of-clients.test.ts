import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { partnerSources } from '../../lambdas/aws/partner-sources.ts';
import { useEventBridgeAt } from '../support/aws-variables.ts';
import { startStubEventBridge } from '../support/stub-event-bridge.ts';

let stub: Awaited<ReturnType<typeof startStubEventBridge>>;
let forget: () => void;

beforeEach(async () => {
  stub = await startStubEventBridge();
  forget = useEventBridgeAt(stub.url);
});

afterEach(async () => {
  forget();
  await stub.close();
});

test('calls about sources share a connection for each Region, whatever they ask', async () => {
  const sources = partnerSources('vendor.test');
  const name = 'aws.partner/vendor.test/acct1/repo1/111122223333';
  for (const region of ['eu-west-1', 'eu-west-1', 'us-east-1', 'eu-west-1', 'us-east-1']) {
    await sources.list(region);
    await sources.create(region, name, '111122223333');
    await sources.delete(region, name, '111122223333');
  }

  expect(stub.requests).toHaveLength(15);
  expect(new Set(stub.requests.map(({ clientPort }) => clientPort)).size).toBe(2);
});
