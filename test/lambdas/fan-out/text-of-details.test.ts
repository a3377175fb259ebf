import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { partnerEventsPutter } from '../../../lambdas/aws/put-partner-events.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';
import { startStubEventBridge } from '../../support/stub-event-bridge.ts';

let stub: Awaited<ReturnType<typeof startStubEventBridge>>;
const before = { ...process.env };

beforeEach(async () => {
  stub = await startStubEventBridge();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_ENDPOINT_URL_EVENTBRIDGE: stub.url,
  });
});

afterEach(async () => {
  process.env = { ...before };
  await stub.close();
});

test('the text of a detail goes from the message onto the wire byte for byte', async () => {
  const details = [
    '{"price":300.0,"n":[1e400,-0,1E+2]}',
    '{"id":9223372036854775807,"long":1.0123456789012345678901234567890123456789}',
    '{ "a" :\t"\\u0041\\/\\ud83d\\ude00\\ud800" ,\r\n "a": [ ] }',
    '{"😀":"\u2028\u007f\ufeff","\\uFFFE":"\\uffff"}',
  ];
  const fields = '"generator":"acct1/repo1","detailType":"push"';
  const event = (detail: string, index: number) =>
    index % 2 === 0
      ? `{"id":"${index}",${fields},"detail":${detail}}`
      : `{"detail":${detail},${fields},"id":"${index}"}`;
  const entry = '{"EventId":"1"}';
  stub.answerWith({
    body: `{"FailedEntryCount":0,"Entries":[${details.map(() => entry).join(',')}]}`,
  });
  const { services } = fakeServices({ mappings: fakeMappingTable(aMapping()) });
  const handle = fanOutHandler({ ...services, put: partnerEventsPutter() });

  await handle(anSqsEvent({ m: `[${details.map(event).join(' , ')}]` }), anInvocation());

  expect(stub.requests.flatMap(({ body }) => body['Entries'])).toEqual(
    details.map((Detail) => expect.objectContaining({ Detail })),
  );
});
