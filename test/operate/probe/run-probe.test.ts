import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { EmulatorOptions } from '../../../emulator/options.ts';
import { InputError } from '../../../terminal/input-error.ts';
import { useEventBridgeAt } from '../../support/aws-variables.ts';
import {
  aProbedEmulator,
  effort,
  movedTime,
  run,
  sourceOfRun,
  stageText,
} from './support/a-probed-emulator.ts';

let world: Awaited<ReturnType<typeof aProbedEmulator>>;

async function onEmulator(options?: EmulatorOptions) {
  world = await aProbedEmulator(options);
}

afterEach(async () => {
  await world.close();
});

/** Large enough for every limit of these tests. */
const toTwoMegabytes = () => ({ effort: { ...effort, ceilingBytes: 2_000_000 } });

/** What was observed in the Region of the stage. */
async function observed() {
  return (await world.observed()).regions['us-east-1'];
}

/** The settings that follow, as the JSON of a run says, but for the call's time, which is this machine's. */
function following(json: {
  readonly changes: readonly { section: string; name: string; to: unknown }[];
}) {
  const all = json.changes.map(({ section, name, to }) => [`${section}.${name}`, to] as const);
  return Object.fromEntries(all.filter(([key]) => key !== 'quotas.putPartnerEventsMs'));
}

describe('an emulator', () => {
  test('as it is by default is found as it is, and no limit or code follows', async () => {
    await onEmulator();
    const { code, json } = await world.probe(['--json'], toTwoMegabytes);

    expect(code).toBe(0);
    expect(following(json())).toEqual({});
    expect(await observed()).toMatchObject({
      entryBytes: { accepted: 1_048_576, refused: 1_048_577 },
      requestBytes: { accepted: 1_048_576, refused: 1_048_577 },
      nestingLevels: { accepted: 1_000, refused: 1_001 },
      missingSource: { kind: 'entryRefused', code: 'EventBusNotFound' },
      deletedSource: { kind: 'entryRefused', code: 'EventBusNotFound' },
      pendingSeconds: 7 * 24 * 60 * 60,
      latency: { calls: 4, entriesPerCall: 20 },
      latencyOfOne: { calls: 4, entriesPerCall: 1 },
      throttling: { requests: 20, throttled: 0 },
    });
  });

  test('with limits of 256 KB is found so, in every shape, and the settings follow', async () => {
    await onEmulator({ maxEntryBytes: 262_144, maxRequestBytes: 262_144 });
    const { code, json } = await world.probe(['--json'], toTwoMegabytes);
    const limit = {
      accepted: 262_144,
      refused: 262_145,
      answer: {
        kind: 'requestRefused',
        status: 400,
        code: 'ValidationException',
        message: 'Total size of the entries in the request is over the limit.',
      },
    };
    const shapes = { longDetail: limit, unicode: limit, escapes: limit, manyResources: limit };

    expect(code).toBe(0);
    expect(await observed()).toMatchObject({
      entryBytes: limit,
      entryBytesByShape: shapes,
      requestBytes: limit,
      requestBytesByShape: shapes,
    });
    expect(following(json())).toEqual({
      'entryLimits.maxEntryBytes': 262_144,
      'entryLimits.maxRequestBytes': 262_144,
    });
  });

  test('with a larger limit for requests than for entries is found so', async () => {
    await onEmulator({ maxEntryBytes: 100_003, maxRequestBytes: 777_777 });
    const { json } = await world.probe(['--json'], toTwoMegabytes);

    expect(await observed()).toMatchObject({
      entryBytes: { accepted: 100_003 },
      requestBytes: { accepted: 777_777 },
    });
    expect(following(json())).toEqual({
      'entryLimits.maxEntryBytes': 100_003,
      'entryLimits.maxRequestBytes': 777_777,
    });
  });

  test('with a code of its own for a missing source is found so, and the setting follows', async () => {
    await onEmulator();
    const source = sourceOfRun('never-created');
    const error = { errorCode: 'EventSourceMissing', errorMessage: `There is no ${source}.` };
    await world.faults({ sourceErrors: [{ source, ...error, rate: 1 }] });
    const { json } = await world.probe(['--json']);

    expect(await observed()).toMatchObject({
      missingSource: {
        kind: 'entryRefused',
        code: 'EventSourceMissing',
        message: 'There is no {source}.',
      },
    });
    expect(following(json())).toEqual({ 'errorCodes.sourceGone': ['EventSourceMissing'] });
  });

  test('with other days until a PENDING source expires is found so', async () => {
    await onEmulator({ pendingDays: 14 });
    await world.probe();

    expect(await observed()).toMatchObject({ pendingSeconds: 14 * 24 * 60 * 60 });
  });
});

const entry = (code: string) => expect.objectContaining({ kind: 'entryRefused', code });

test('each malformed entry has the answer that EventBridge gave to it', async () => {
  await onEmulator();
  await world.probe();
  const accepted = { kind: 'accepted' };
  const request = expect.objectContaining({
    kind: 'requestRefused',
    status: 400,
    code: 'ValidationException',
  });

  expect((await observed()).entries).toEqual({
    withoutSource: entry('InvalidArgument'),
    withoutDetailType: entry('InvalidArgument'),
    withoutDetail: entry('InvalidArgument'),
    onlyIncomplete: request,
    detailNotJson: entry('MalformedDetail'),
    detailNotObject: entry('MalformedDetail'),
    detailWithDuplicateKeys: accepted,
    integerAbove63Bits: entry('MalformedDetail'),
    integerBelow63Bits: entry('MalformedDetail'),
    numberBeyondDouble: accepted,
    loneSurrogate: accepted,
    detailTypeTooLong: request,
    sourceNameInvalid: request,
    resourceTooLong: request,
    tooManyEntries: request,
  });
});

test('throttles and faults are waited out, and never taken for a limit', async () => {
  await onEmulator({ maxEntryBytes: 262_144, maxRequestBytes: 500_000 });
  await world.faults({
    requestThrottlingRate: 0.15,
    requestFailureRate: 0.1,
    throttlingRate: 0.02,
    seed: 7,
  });
  await world.probe([], toTwoMegabytes);

  expect(await observed()).toMatchObject({
    entryBytes: { accepted: 262_144, refused: 262_145 },
    requestBytes: { accepted: 500_000, refused: 500_001 },
    nestingLevels: { accepted: 1_000 },
  });
});

test('a quota that is smaller than the rate is seen', async () => {
  await onEmulator();
  await world.faults({ rateQuota: { requestsPerSecond: 5, burst: 10 } });
  const { written } = await world.probe(['--probe-rate', '200']);
  const { throttling } = await observed();

  expect(throttling.requests).toBe(200);
  expect(throttling.throttled).toBeGreaterThan(100);
  expect(throttling.answer).toEqual({
    kind: 'requestRefused',
    status: 400,
    code: 'ThrottlingException',
    message: 'Rate exceeded',
  });
  expect(written()).toContain('ask AWS what the account’s quota is');
});

test('a customer’s profile shows whose id the event has, and leaves nothing at the customer', async () => {
  await onEmulator();
  const { code } = await world.probe(['--customer-profile', 'customer']);
  const { eventIdIsEventsId, notes } = await observed();

  expect([code, eventIdIsEventsId, notes]).toEqual([0, true, undefined]);
  expect(await world.sources()).toEqual([]);
  expect(await world.left()).toEqual({ buses: ['default'], queues: [] });
});

test('without one it is left out, which is noted', async () => {
  await onEmulator();
  await world.probe();

  expect((await observed()).notes).toEqual([expect.stringContaining('--customer-profile')]);
});

describe('what a run writes', () => {
  test('is the file, and the patch that follows; the stage stays as it is', async () => {
    await onEmulator({ maxEntryBytes: 5_000 });
    const { written } = await world.probe();

    expect(await world.files()).toEqual(['beta.json', 'beta.observed.json', 'beta.observed.patch']);
    expect(await world.read('beta.json')).toBe(stageText);
    expect(await world.read('beta.observed.patch')).toContain(
      '+  "entryLimits": { "maxEntryBytes": 5000 }',
    );
    expect(written()).toContain('+  "entryLimits": { "maxEntryBytes": 5000 }');
    expect(written()).toMatch(/Apply it: git apply .*beta\.observed\.patch/);
  });

  test('names neither the account nor the source', async () => {
    await onEmulator();
    await world.probe();

    expect(await world.read('beta.observed.json')).not.toMatch(/111122223333|fanout-validate-1/);
  });

  test('is added to the Regions that were observed before', async () => {
    await onEmulator();
    await world.probe(['--regions', 'eu-west-1']);
    await world.probe(['--regions', 'us-east-1, us-west-2']);

    expect(Object.keys((await world.observed()).regions)).toEqual([
      'eu-west-1',
      'us-east-1',
      'us-west-2',
    ]);
  });

  test('is nothing in a dry run, which sends nothing', async () => {
    await onEmulator();
    const calls = await world.calls();
    const { code, written } = await world.probe(['--dry-run', '--probe-rate', '100']);

    expect(code).toBe(0);
    expect(written()).toContain(`run ${run}, in us-east-1`);
    expect(written()).toContain('at most 722 requests and 512 MiB in each Region');
    expect(written()).toContain('100 requests a second for 1 s');
    expect(written()).toContain('shares the quota of PutPartnerEvents with the live traffic');
    expect(await world.files()).toEqual(['beta.json']);
    expect(await world.calls()).toEqual(calls);
  });

  test('is nothing if the run is stopped, and the source is gone', async () => {
    await onEmulator();
    let asked = 0;
    const { code, written } = await world.probe([], (stop) => ({
      now() {
        asked += 1;
        if (asked === 40) stop();
        return performance.now();
      },
    }));

    expect(code).toBe(1);
    expect(written()).toContain('not observed: the run was stopped');
    expect(written()).toContain('nothing was written');
    expect(await world.files()).toEqual(['beta.json']);
    expect(await world.sources()).toEqual([]);
  });

  test('is nothing if the run is stopped in a later Region, though one was observed whole', async () => {
    await onEmulator();
    const regions = ['--regions', 'eu-west-1,us-east-1'];
    let asked = 0;
    let ofOneRegion = Infinity;
    const countingOf = (stop: () => void) => ({
      now() {
        asked += 1;
        if (asked > ofOneRegion + 20) stop();
        return asked;
      },
    });
    await world.probe(
      ['--regions', 'eu-west-1', '--observed', join(world.folder, 'x')],
      countingOf,
    );
    ofOneRegion = asked;
    asked = 0;
    const { code, json } = await world.probe([...regions, '--json'], countingOf);

    expect(code).toBe(1);
    expect(json().runs).toMatchObject([{ isWhole: true }, { problem: 'the run was stopped' }]);
    expect(await world.files()).toEqual(['beta.json', 'x']);
    expect(await world.sources()).toEqual([]);
  });

  test.each(['no-such-folder/x.json', '.'])(
    'is not attempted for long where it cannot be: %s',
    async (path) => {
      await onEmulator();
      const calls = await world.calls();

      await expect(world.probe(['--observed', join(world.folder, path)])).rejects.toThrow(
        InputError,
      );
      await expect(world.probe(['--observed', ''])).rejects.toThrow('--observed needs a file name');
      expect(await world.calls()).toEqual(calls);
    },
  );

  test('is nothing over a file that is not valid', async () => {
    await onEmulator();
    const calls = await world.calls();
    await writeFile(join(world.folder, 'beta.observed.json'), '{"version":9}');

    await expect(world.probe()).rejects.toThrow(InputError);
    expect(await world.read('beta.observed.json')).toBe('{"version":9}');
    expect(await world.calls()).toEqual(calls);
  });

  test('is no patch of an earlier run, if nothing follows any more', async () => {
    await onEmulator({ maxEntryBytes: 5_000 });
    await world.probe(['--regions', 'us-east-1']);
    await writeFile(
      join(world.folder, 'beta.json'),
      stageText.replace(
        '"quotas": { "putPartnerEventsMs": 40 }',
        '"entryLimits": { "maxEntryBytes": 5000 }, "quotas": { "putPartnerEventsMs": 5 }',
      ),
    );
    await world.probe();

    expect(await world.files()).toEqual(['beta.json', 'beta.observed.json']);
  });

  test('is what was known before, where it could not be observed again, and says so', async () => {
    await onEmulator();
    await world.probe(['--customer-profile', 'customer']);
    await world.faults({ rateQuota: { requestsPerSecond: 1, burst: 2 } });
    const { code } = await world.probe();

    expect(code).toBe(1);
    expect(await observed()).toMatchObject({
      eventIdIsEventsId: true,
      nestingLevels: { accepted: 1_000 },
      notes: expect.arrayContaining([expect.stringContaining('nesting could not be observed')]),
    });
  });
});

describe('what a run says', () => {
  test('has the times of calls in which a few entries were throttled', async () => {
    await onEmulator();
    await world.faults({ throttlingRate: 0.1, seed: 3 });
    const { code } = await world.probe([], () => ({ effort: { ...effort, timedCalls: 20 } }));

    expect(code).toBe(0);
    expect((await observed()).latency.calls).toBe(20);
  });

  test('has the times of calls between those that were throttled', async () => {
    await onEmulator();
    await world.faults({ requestThrottlingRate: 0.3, seed: 3 });
    await world.probe([], () => ({ effort: { ...effort, timedCalls: 20 } }));

    expect((await observed()).latency.calls).toBe(20);
  });

  test('follows from no answer that was given once', async () => {
    await onEmulator();
    const once = { source: sourceOfRun('never-created'), errorCode: 'Unheard', errorMessage: '' };
    await world.faults({ sourceErrors: [{ ...once, rate: 0.5 }], seed: 1 });
    const { code, json } = await world.probe(['--json']);

    expect(code).toBe(1);
    expect(following(json())).toEqual({});
    expect((await observed()).notes).toContainEqual(
      expect.stringContaining('the same entry was answered in several ways'),
    );
  });

  test('names failures that are no known throttles', async () => {
    await onEmulator();
    await world.faults({
      sourceErrors: [{ source: sourceOfRun('probe'), errorCode: 'TooFast', rate: 0.3 }],
      seed: 4,
    });
    await world.probe();

    expect((await observed()).notes).toContainEqual(
      expect.stringMatching(/^besides 0 throttles, \d+ of 20 requests failed .*: TooFast/),
    );
  });
});

describe('a Region', () => {
  test('that does not know the source at once is waited for', async () => {
    await onEmulator();
    const notYet = { source: sourceOfRun('probe'), errorCode: 'EventBusNotFound', rate: 1 };
    await world.faults({ sourceErrors: [notYet] });
    const { now, sleep } = movedTime();
    let slept = 0;
    const { code } = await world.probe([], () => ({
      now,
      async sleep(...args) {
        slept += 1;
        if (slept === 3) await world.faults({ sourceErrors: [] });
        await sleep(...args);
      },
    }));

    expect(code).toBe(0);
    expect(await observed()).toMatchObject({ missingSource: { code: 'EventBusNotFound' } });
  });

  test('that is throttled for other calls is waited for', async () => {
    await onEmulator();
    await world.faults({
      operations: ['CreatePartnerEventSource', 'ListPartnerEventSourceAccounts'],
      requestThrottlingRate: 0.5,
      seed: 5,
    });

    expect((await world.probe()).code).toBe(0);
  });

  test('that cannot be reached is given up soon', async () => {
    await onEmulator();
    const undo = useEventBridgeAt('http://127.0.0.1:1');
    const time = movedTime();
    const { code } = await world.probe([], () => time);
    undo();

    expect(code).toBe(1);
    expect(time.now()).toBeLessThan(40_000);
  });

  test('that lets nobody create a source has nothing left', async () => {
    await onEmulator();
    const denied = { source: sourceOfRun('probe'), errorCode: 'AccessDeniedException', rate: 1 };
    await world.faults({ sourceCalls: [denied] });
    const { code, written } = await world.probe();

    expect(code).toBe(1);
    expect(written()).toContain('not observed: AccessDeniedException');
    expect(written()).not.toContain('NOT REMOVED');
  });

  test('that does not know the detail type says which option helps, and takes the one of the option', async () => {
    await onEmulator();
    const code = 'NotAuthorizedForDetailTypeException';
    await world.faults({
      sourceErrors: [{ source: sourceOfRun('probe'), errorCode: code, rate: 1 }],
    });
    const { written } = await world.probe();

    expect(written()).toContain('(--detail-type names one that AWS knows)');
    await expect(world.probe(['--detail-type', 'x'.repeat(129)])).rejects.toThrow('--detail-type');
  });

  test('that takes no entry is not observed', async () => {
    await onEmulator();
    const refused = { source: sourceOfRun('probe'), errorCode: 'AccessDeniedException', rate: 1 };
    await world.faults({ sourceErrors: [refused] });
    const { code, written } = await world.probe();

    expect(code).toBe(1);
    expect(written()).toContain('EventBridge did not accept a small entry');
    expect(await world.files()).toEqual(['beta.json']);
    expect(await world.sources()).toEqual([]);
  });

  test('whose source cannot be deleted says so', async () => {
    await onEmulator();
    const denied = { source: sourceOfRun('probe'), errorCode: 'AccessDeniedException', rate: 1 };
    const { code, written } = await world.probe([], () => ({
      async sleep() {
        await world.faults({ sourceCalls: [denied] });
      },
    }));

    expect(code).toBe(1);
    expect(written()).toContain(
      `NOT REMOVED: event source ${sourceOfRun('probe')} in us-east-1 is left: AccessDeniedException`,
    );
    expect(await world.files()).toContain('beta.observed.json');
  });
});

test.each([
  [['--probe-rate', '1401'], '--probe-rate must be a whole number from 1 to 1400'],
  [['--regions', 'mars-1'], '--regions: "mars-1" is not an AWS Region'],
  [['--customer-account', '12'], '--customer-account must be 12 digits'],
  [
    ['--customer-account', '111122223333', '--customer-profile', 'p'],
    '--customer-profile or --customer-account, not both',
  ],
  [['--stage', 'nope'], 'no such file'],
])('%j is refused before anything is sent', async (args, problem) => {
  await onEmulator();
  const calls = await world.calls();

  await expect(world.probe(args)).rejects.toThrow(problem);
  expect(await world.calls()).toEqual(calls);
});
