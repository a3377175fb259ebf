import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cleanUpEverything } from '../../../operate/validate/clean-up/clean-up-everything.ts';
import { leftoversIn } from '../../../operate/validate/clean-up/what-is-left.ts';
import { isOfSomeRun, namesOf } from '../../../operate/validate/run-names.ts';
import { commands } from '../../../operate/commands.ts';
import { runCommand } from '../../../operate/run-command.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { localSubject } from '../../../operate/validate/subject/local-subject.ts';
import { httpApi } from '../../../operate/validate/api/http-api.ts';
import type { ApiRequest } from '../../../operate/validate/api/send-api.ts';
import type { Registration } from '../../../operate/validate/api/tenant-calls.ts';
import type { GuideItem } from '../../../operate/guide/items.ts';
import type { Camera } from '../../../operate/validate/screenshots.ts';
import type { ItemResult, Validation } from '../../../operate/validate/validation.ts';
import { isPassed } from '../../../operate/validate/validation.ts';
import { plantedLocalMode, type Plant } from './support/planted-local-mode.ts';
import {
  changedNumber,
  keyOnPage,
  noPage,
  notDeleted,
  roleInApi,
  sameName,
  wrongRegion,
} from './support/plants.ts';
import { stageOnLocalMode } from './support/stage-on-local-mode.ts';
import { erasing, walkOn, type WalkOnOptions } from './support/walk-on.ts';

// A walk takes some five seconds.
jest.setTimeout(120_000);

let local: Awaited<ReturnType<typeof plantedLocalMode>>;
beforeAll(async () => {
  // A browser is not what is tested.
  process.env['CHROMIUM_PATH'] = '/no/chromium';

  local = await plantedLocalMode();
});
afterAll(() => local.close());

const failed = ({ items }: Validation) => items.filter(({ status }) => status === 'failed');
const shown = ({ item, region, problems }: ItemResult) => ({ item, region, problems });

/** A camera whose pictures are the names of their steps. */
function aCamera(labels: readonly string[] = ['Generator', 'AWS account', 'Region']): Camera {
  return {
    notes: ['a camera is there'],
    shoot: async (step) => Buffer.from(step),
    registerForm: async () => ({ labels }),
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function picturesOf({ items }: Validation, region: string): readonly string[] {
  return items
    .filter((item) => item.region === region)
    .flatMap(({ evidence }) => evidence)
    .flatMap((one) => (one.kind === 'screenshot' ? [Buffer.from(one.png).toString()] : []));
}

test('passes in two Regions with pictures of each step, and nothing is left', async () => {
  const validation = await walkOn(local, { camera: aCamera() });
  expect(failed(validation).map(shown)).toEqual([]);
  expect(validation.cleanUp.left).toEqual([]);
  expect(isPassed(validation)).toBe(true);
  for (const region of validation.regions) {
    expect(picturesOf(validation, region)).toEqual([
      'register',
      'pending',
      'active',
      'received',
      'deleted',
    ]);
  }
  expect(validation.items[0]?.notes).toContain('a camera is there');
});

async function callAs(tenant: string, request: ApiRequest) {
  const subject = await localSubject(
    { port: local.port },
    { ...namesOf('abcdefgh'), tenant: () => tenant },
  );
  const answer = await subject.tenants.first.send(request);
  subject.close();
  return answer;
}

async function register(body: Registration): Promise<void> {
  const tenant = body.generator.split('/')[0] ?? '';
  const { status } = await callAs(tenant, { method: 'POST', path: '/sources', body });
  expect(status).toBe(201);
}

async function sourcesOf(tenant: string): Promise<readonly string[]> {
  const { text } = await callAs(tenant, { method: 'GET', path: '/sources' });
  const { sources } = JSON.parse(text) as { sources: readonly { generator: string }[] };
  return sources.map(({ generator }) => generator);
}

interface StageWalk extends WalkOnOptions {
  /** Of whom there are tokens. */
  readonly tenants?: readonly string[];
}

/** Walks on a stage whose templates have this statement. */
async function walkOnStage(
  statement: object,
  { tenants = [], ...options }: StageWalk = {},
): Promise<Validation> {
  return await walkOn(local, {
    regions: ['us-east-1'],
    ...options,
    open: async (names) => {
      const policy = { Effect: 'Allow', ...statement };
      const templates = { Resources: { Policy: { Properties: { Statement: [policy] } } } };
      return await stageOnLocalMode({ port: local.port, templates, tenants }, names);
    },
  });
}

/** Walks until an item fails, and resolves with that one. */
async function firstFailed(
  walkWith: (options: WalkOnOptions) => Promise<Validation>,
): Promise<ItemResult> {
  const stopping = new AbortController();
  const results: ItemResult[] = [];
  const { cleanUp } = await walkWith({
    signal: stopping.signal,
    onItem(result) {
      results.push(result);
      if (result.status !== 'failed') return;
      // What is taken away is not what is tested.
      local.plant({});
      stopping.abort();
    },
  });
  expect(cleanUp.left).toEqual([]);
  const first = results.find(({ status }) => status === 'failed');
  if (first === undefined) throw new Error('nothing failed');
  return first;
}

describe('on a stage', () => {
  test('it passes without a token, and says what it did not show', async () => {
    const validation = await walkOnStage({ Action: 'sqs:SendMessage' });

    expect(failed(validation).map(shown)).toEqual([]);
    expect(isPassed(validation)).toBe(true);
    expect(validation.title).toBe('stage dev');
    const notes = validation.items.flatMap((item) => item.notes).join('\n');
    expect(notes).toContain('the sign-in and API Gateway’s check of tokens were not part');
    expect(notes).toContain('AWS does not throttle when it is asked to');
    expect(notes).toContain('AWS asks for 2 Regions, and this walk is of 1');
  });

  test('with tokens it passes as their tenants, whose history and other sources stay', async () => {
    const names = ['acme-of-tokens', 'beta-of-tokens'];
    const other = { generator: `${names[0]}/own`, account: '000000000198', region: 'us-east-1' };
    await register(other);
    const validation = await walkOnStage({ Action: 'sqs:SendMessage' }, { tenants: names });

    expect(failed(validation).map(shown)).toEqual([]);
    expect(isPassed(validation)).toBe(true);
    expect(validation.cleanUp.left).toEqual([]);
    expect(validation.items[0]?.notes[0]).toContain('acme-of-tokens of the given token keeps');
    const text = JSON.stringify(validation);
    expect(text).toMatch(/beta-of-tokens\/fanout-validate-\w{8}\/us-east-1\/events\/000000000198/);
    expect(text).not.toMatch(/eyJ[\w-]{20,}/);
    expect(await sourcesOf('acme-of-tokens')).toEqual([other.generator]);
  });

  test('with a token that API Gateway does not take, every item that needs one says 401', async () => {
    const validation = await walkOn(local, {
      regions: ['us-east-1'],
      open: async (names) => {
        const stage = await stageOnLocalMode(
          { port: local.port, templates: {}, tenants: ['a'] },
          names,
        );
        const send = httpApi(local.consoleUrl, 'an.expired.token');
        return { ...stage, tenants: { ...stage.tenants, first: { tenant: 'a', send } } };
      },
    });

    const created = validation.items.find(({ item }) => item === 'sourceCreated');
    expect(created?.status).toBe('failed');
    expect(created?.problems[0]).toContain('but it answered 401');
    expect(validation.cleanUp.left).toEqual([]);
  });

  test('a deployed policy that assumes roles is found', async () => {
    const result = await firstFailed((options) =>
      walkOnStage({ Action: 'sts:AssumeRole' }, options),
    );

    expect(result.item).toBe('noAccess');
    expect(result.problems[0]).toMatch(/Policy of EventBridgePartner.*-us-east-1 .* allows it/);
  });
});

describe('a fault is found by its item, and by no other before it:', () => {
  test.each<[string, Plant, GuideItem, RegExp]>([
    ['no page', noPage, 'page', /expected 200 for GET \/, but it answered 404/],
    ['a field for a role', roleInApi, 'noAccess', /POST \/sources takes "roleArn"/],
    ['a form that asks for a key', keyOnPage, 'noAccess', /speaks of an access key/],
    ['a name that is not unique', sameName, 'nameUnique', /a name of its own for another case/],
    [
      'a detail that is changed',
      changedNumber,
      'wellFormed',
      /expected .*300\.0.* but found .*300,/,
    ],
    [
      'a source that is not deleted',
      notDeleted,
      'sourceDeleted',
      /no source .* last seen: it exists/,
    ],
  ])('%s', async (_, wrong, item, problem) => {
    local.plant(wrong);
    const result = await firstFailed((options) =>
      walkOn(local, { ...options, regions: ['eu-west-1'] }),
    );

    expect(result.item).toBe(item);
    expect(result.problems.join('\n')).toMatch(problem);
  });

  test('a field of the form that asks for a role', async () => {
    const camera = aCamera(['AWS account', 'Role ARN']);
    const result = await firstFailed((options) => walkOn(local, { ...options, camera }));

    expect(result).toMatchObject({
      item: 'noAccess',
      problems: ['expected a form that asks for no access, but it has a field "Role ARN"'],
    });
  });

  test('a source in the wrong Region', async () => {
    local.plant(wrongRegion);
    const regions = ['eu-west-1', 'us-east-1'];
    const result = await firstFailed((options) => walkOn(local, { ...options, regions }));

    expect(shown(result)).toMatchObject({ item: 'sourceCreated', region: 'eu-west-1' });
    expect(result.problems[0]).toMatch(/expected the source in eu-west-1 alone, but .* us-east-1/);
  });
});

test('what is left of a walk that was killed is listed, and another one takes it away', async () => {
  const stopping = new AbortController();
  const { cleanUp } = await walkOn(local, {
    signal: stopping.signal,
    bounds: { cleanUpMs: 0, stateMs: 200 },
    onItem({ item }) {
      if (item === 'eventsReceived') stopping.abort();
    },
  });
  const subject = await localSubject({ port: local.port }, namesOf('abcdefgh'));
  const regions = ['us-east-1', 'eu-west-1'];
  const cleaned = await cleanUpEverything(subject, regions, { ...erasing, waitsForQueue: false });
  const again = await cleanUpEverything(subject, regions, { ...erasing, waitsForQueue: false });
  subject.close();

  const left = cleanUp.left.join('\n');
  expect(left).toMatch(/the customer's rule .* by hand: .* aws events remove-targets/);
  expect(left).toMatch(
    /the source aws\.partner\/.* is left .* by hand: .* validate --clean-up --port/,
  );
  expect(cleaned.left).toEqual([]);
  expect(cleaned.removed).toBeGreaterThan(10);
  expect(again).toEqual({ removed: 0, left: [] });
});

test('a walk that is stopped half-way leaves nothing', async () => {
  const stopping = new AbortController();
  const validation = await walkOn(local, {
    signal: stopping.signal,
    onItem({ item }) {
      if (item === 'accepted') stopping.abort();
    },
  });

  expect(validation.stopped).toBe(true);
  expect(isPassed(validation)).toBe(false);
  expect(validation.cleanUp).toMatchObject({ left: [] });
  expect(validation.cleanUp.removed).toBeGreaterThan(5);
  expect(validation.items.at(-1)).toMatchObject({ status: 'notRun' });
  const statuses = new Set(validation.items.map(({ status }) => status));
  expect(statuses).toEqual(new Set(['passed', 'notRun']));
});

async function run(words: string, prepare?: (terminal: ReturnType<typeof fakeTerminal>) => void) {
  const terminal = fakeTerminal();
  prepare?.(terminal);
  const code = await runCommand(words.split(' '), commands, terminal.terminal);
  return { ...terminal, code };
}

describe('the command', () => {
  test('says with --dry-run what it would do, and makes nothing', async () => {
    const { code, written } = await run(`validate --dry-run --port ${local.port}`);
    const subject = await localSubject({ port: local.port }, namesOf('abcdefgh'));
    const left = await leftoversIn('us-east-1', subject, { isOwn: isOfSomeRun });
    subject.close();

    expect(code).toBe(0);
    expect(written()).toContain('Regions   us-east-1, eu-west-1\n');
    expect(written()).toContain('213 samples of the catalogue');
    expect(left).toEqual({ region: 'us-east-1', sources: [], buses: [], queues: [] });
  });

  test('that is stopped at once has run nothing, and ends with 1', async () => {
    const stopped = await run(`validate --port ${local.port}`, ({ stop }) => stop());
    const asJson = await run(`validate --json --port ${local.port}`, ({ stop }) => stop());

    expect(stopped.code).toBe(1);
    expect(stopped.written()).toMatch(/not run +Administrators register an AWS account on a page/);
    expect(stopped.written()).toMatch(/0 passed, 0 failed, \d+ not run \(stopped\)/);
    expect(asJson.json()).toMatchObject({ passed: false, stopped: true, cleanUp: { left: [] } });
  });

  test('finds nothing to clean up where nothing was left', async () => {
    const { code, written } = await run(`validate --clean-up --port ${local.port}`);

    expect(code).toBe(0);
    expect(written()).toMatch(
      /^0 taken away, 0 left \(local mode at port \d+: all \d\d Regions\)\n$/,
    );
  });

  test.each([
    ['validate --stage dev', '--customer-profile is missing: a profile of your AWS configuration'],
    ['validate --regions mars-1 --port PORT', 'customers may not choose "mars-1"'],
    ['validate --port 1', 'local mode is not running there'],
  ])('%s is refused', async (words, message) => {
    await expect(run(words.replace('PORT', String(local.port)))).rejects.toThrow(message);
  });
});
