import { PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test } from '@jest/globals';
import { anObserved } from './observed-cases.ts';
import { aClient, anEmulator, anEntry, closeAll, rawCall, SOURCE, PARTNER } from './support.ts';

afterEach(closeAll);

const MiB = 1_048_576;
const refused = {
  kind: 'requestRefused',
  status: 413,
  code: 'RequestEntityTooLarge',
  message: 'As seen.',
} as const;

test('a client sees the status, the code and the message that were seen, in their Region alone', async () => {
  const observed = anObserved({ missingSource: refused }, 'us-east-1');
  observed.regions['us-west-1'] = {};
  const emulator = await anEmulator({ observed });
  const command = new PutPartnerEventsCommand({ Entries: [anEntry()] });
  await expect(aClient(emulator, PARTNER, 'us-east-1').send(command)).rejects.toMatchObject({
    name: 'RequestEntityTooLarge',
    message: 'As seen.',
    $metadata: { httpStatusCode: 413 },
  });
  expect(await aClient(emulator, PARTNER, 'us-west-1').send(command)).toMatchObject({
    Entries: [{ ErrorCode: 'EventBusNotFound' }],
  });
});

test.each([
  { kind: 'entryRefused', code: 'NoSource', message: 'No {source} here.' } as const,
  { ...refused, message: 'No {source} here.' },
])('the name of the source stands where the file has none: $kind', async (missingSource) => {
  const emulator = await anEmulator({ observed: anObserved({ missingSource }) });
  const answer = await rawCall(emulator, 'PutPartnerEvents', { Entries: [anEntry()] });
  expect(await answer.text()).toContain(`No ${SOURCE} here.`);
});

test('a body as large as the limits need is read', async () => {
  const observed = anObserved({ entryBytes: { accepted: 2 * MiB } });
  const emulator = await anEmulator({ observed });
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: '000000000101' });
  const Detail = JSON.stringify({ a: 'é'.repeat(MiB - 500) });
  // Each of these characters has two bytes, and six in this body.
  const body = JSON.stringify({ Entries: [anEntry({ Detail })] }).replaceAll(
    'é',
    String.raw`\u00e9`,
  );
  const answer = await rawCall(emulator, 'PutPartnerEvents', body);
  expect(await answer.json()).toMatchObject({ FailedEntryCount: 0 });
});
