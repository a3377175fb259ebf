import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreatePartnerEventSourceCommand,
  EventBridgeClient,
  PutPartnerEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Observed } from '../../emulator/observed/observed.ts';
import { startCloud } from '../../local/cloud.ts';
import { readObservedFile } from '../../local/observed.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../local/partner.ts';
import { InputError } from '../../terminal/input-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'observed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MiB = 1_048_576;
const limit = (accepted: number) => ({ accepted, refused: accepted + 1 });
const observedIn = (regions: Observed['regions']): Observed => ({
  version: 1,
  observedAt: '2026-11-29T12:00:00Z',
  regions,
});

function aFile(value: unknown): string {
  const path = join(folder, 'dev.observed.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}

describe('the functions take the limits that hold in all Regions', () => {
  test.each<[string, Observed['regions'], number, number]>([
    ['none observed', {}, MiB, MiB],
    [
      'the smallest of each',
      {
        'us-east-1': { entryBytes: limit(300_000), requestBytes: limit(900_000) },
        'eu-west-1': { entryBytes: limit(262_144) },
      },
      262_144,
      900_000,
    ],
    [
      'a small request, which an entry must fit',
      { 'us-east-1': { requestBytes: limit(262_144) } },
      262_144,
      262_144,
    ],
    ['more than a stage may have', { 'us-east-1': { entryBytes: limit(2 * MiB) } }, MiB, 2 * MiB],
  ])('%s', (_what, regions, maxEntryBytes, maxRequestBytes) => {
    const observed = observedIn(regions);
    const settings = {
      entryLimits: { maxEntryBytes, maxRequestBytes },
      errorCodes: { sourceGone: [] },
    };
    expect(readObservedFile(aFile(observed))).toEqual({ observed, settings });
  });
});

const refused = (code: string) => ({ kind: 'entryRefused', code, message: 'As seen.' }) as const;

describe('the functions know the codes for a missing source that follow', () => {
  test.each<[string, Observed['regions'], readonly string[]]>([
    [
      'those of all Regions, for sources that never were and that were deleted',
      {
        'us-east-1': {
          missingSource: refused('NoSuchSource'),
          deletedSource: refused('SourceDeleted'),
        },
        'eu-west-1': { missingSource: refused('no such source') },
      },
      ['no such source', 'SourceDeleted'],
    ],
    ['none that is known', { 'us-east-1': { missingSource: refused('EventBusNotFound') } }, []],
    [
      'none that no stage may have',
      { 'us-east-1': { missingSource: refused('InvalidArgument') } },
      [],
    ],
    [
      'none by which a malformed entry is refused as well',
      {
        'us-east-1': {
          missingSource: refused('BadEntry'),
          entries: { detailNotJson: refused('BadEntry') },
        },
      },
      [],
    ],
  ])('%s', (_what, regions, sourceGone) => {
    const { settings } = readObservedFile(aFile(observedIn(regions)));
    expect(settings.errorCodes).toEqual({ sourceGone });
  });
});

test.each<[string, unknown, RegExp]>([
  [
    'a wrong field',
    { version: 1, observedAt: '', regions: {} },
    /observedAt must be an RFC 3339 time$/,
  ],
  [
    'a limit that no stage may have',
    observedIn({ 'us-east-1': { entryBytes: limit(1000) } }),
    /the entryLimits.maxEntryBytes that follows must be a whole number from 1024 to 1048576, not 1000$/,
  ],
  [
    'a request that no stage may have',
    observedIn({ 'us-east-1': { requestBytes: limit(20_000_000) } }),
    /the entryLimits.maxRequestBytes that follows must be a whole number from 1024 to 16000000, not 20000000$/,
  ],
])('%s is refused in a line that names option and file', (_what, value, problem) => {
  const path = aFile(value);
  expect(() => readObservedFile(path)).toThrow(InputError);
  expect(() => readObservedFile(path)).toThrow(problem);
  expect(() => readObservedFile(path)).toThrow(`--observed ${path}: `);
});

test('EventBridge of local mode answers as it was seen to', async () => {
  const answer = { kind: 'entryRefused', code: 'TooLargeHere', message: 'As seen.' } as const;
  const observed = observedIn({ [homeRegion]: { entryBytes: { ...limit(2000), answer } } });
  await using resources = new AsyncDisposableStack();
  const cloud = await startCloud({ firstPort: 0, regions: [homeRegion], observed, onOutput() {} });
  resources.defer(() => cloud.close());
  const client = resources.adopt(
    new EventBridgeClient({
      endpoint: cloud.endpoints.eventBridge,
      region: homeRegion,
      credentials: credentialsOf(partnerAccount),
    }),
    (one) => one.destroy(),
  );
  const Source = 'aws.partner/vendor.test/a/b';
  await client.send(new CreatePartnerEventSourceCommand({ Name: Source, Account: '111111111111' }));
  const entry = (text: string) => ({
    Source,
    DetailType: 'push',
    Detail: JSON.stringify({ text }),
  });
  const Entries = [entry('small'), entry('x'.repeat(2000))];
  expect(await client.send(new PutPartnerEventsCommand({ Entries }))).toMatchObject({
    Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'TooLargeHere' }],
  });
});
