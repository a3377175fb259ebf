import { expect, test } from '@jest/globals';
import { putSender } from '../../../../lambdas/aws/calls/put-sender.ts';
import { startServices } from '../../../support/service-stub.ts';

const body = Buffer.from('{"Entries":[]}');
const send = async () =>
  await (
    await putSender('ap-southeast-2')
  )(body, new AbortController().signal);

test('entries are sent without the SDK, in its protocol', async () => {
  await using services = await startServices({ body: '{"Entries":[]}' });
  expect(await send()).toMatchObject({ status: 200, body: '{"Entries":[]}' });
  expect(services.callers()).toEqual(['function']);
  expect(services.calls).toMatchObject([
    {
      target: 'AWSEvents.PutPartnerEvents',
      body,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        authorization: expect.stringContaining('/ap-southeast-2/events/aws4_request'),
      },
    },
  ]);
});

test('where only the SDK knows the address, its client says where and by whom', async () => {
  await using services = await startServices({ body: '{"Entries":[]}' });
  process.env['AWS_ENDPOINT_URL'] = services.url;
  try {
    await send();
  } finally {
    delete process.env['AWS_ENDPOINT_URL'];
  }
  expect(services.callers()).toEqual(['SDK']);
  expect(services.calls).toMatchObject([
    {
      target: 'AWSEvents.PutPartnerEvents',
      body,
      headers: { authorization: expect.stringContaining('/ap-southeast-2/events/aws4_request') },
    },
  ]);
});
