import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardRegions } from '../../../lambdas/domain/regions.ts';
import { bySection, rowsOf } from '../../../lambdas/settings/read-settings.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { parseStage, readStage, StageError } from '../../../lib/stage/read-stage.ts';

const least = { partnerDomain: 'vendor.example', homeRegion: 'us-east-1', regions: ['us-east-1'] };

// Those of the sign-in are filled in where a stage has one.
const { signIn: _, ...always } = table;
const settable = rowsOf(always).filter(({ row }) => row.stageKey !== undefined);

const parse = (value: object) => parseStage('beta', { ...least, ...value });

/** The lines of the errors in a stage. */
function errorsIn(value: unknown): readonly string[] {
  try {
    parseStage('beta', value);
    return [];
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    return error.message.split('\n');
  }
}

describe('a stage', () => {
  test('needs a domain and its Regions, and has a default for everything else', () => {
    expect(parse({})).toEqual({
      ...least,
      name: 'beta',
      partnerName: 'vendor.example.test',
      production: false,
      customerRegions: standardRegions.map(({ region }) => region),
      alarmEmails: [],
      producers: [],
      ...bySection(settable, (row) => row.default),
      logRetentionDays: 30,
    });
  });

  test('has its domain as partner name in production alone', () => {
    expect(parse({ production: true }).partnerName).toBe('vendor.example');
    expect(parse({ production: false }).partnerName).toBe('vendor.example.test');
  });

  test('keeps the defaults of a section of which it gives a part', () => {
    expect(parse({ reconcile: { orphan: 'adopt' } }).reconcile).toMatchObject({
      orphan: 'adopt',
      drift: standardSettings.reconcile.drift,
      everyMinutes: standardSettings.reconcile.everyMinutes,
    });
  });

  test('accepts a provider by its issuer and client, and its other settings', () => {
    const provider = { issuer: 'https://login.example.com/tenants/', clientId: 'page' };
    const whole = {
      ...provider,
      audience: 'https://api.example.com',
      scope: 'openid sources',
      authorizationParameters: { audience: 'https://api.example.com', organization: 'org_1' },
      tenantClaim: 'https://example.com/tenant',
      bearer: 'id_token',
      origins: ['https://login.example.com', 'https://tokens.example.com:8443'],
    };

    expect(parse({ signIn: provider }).signIn).toEqual(provider);
    expect(parse({ signIn: whole }).signIn).toEqual(whole);
  });
});

describe('an error is a line that names file, key and what was expected', () => {
  test.each([
    ['partnerDomain', 'vendor'],
    ['partnerDomain', 'a/b.com'],
    ['partnerDomain', 'aws.partner'],
    ['partnerDomain', 'vendor.example.test'],
    ['partnerDomain', `${'x'.repeat(100)}.com`],
    ['partnerDomain', 3],
    ['production', 'yes'],
    ['account', 111122223333],
    ['account', '1111'],
    ['homeRegion', 'Ireland'],
    ['regions', []],
    ['regions', 'us-east-1'],
    ['regions', ['us-east-1', 'us-east-1']],
    ['regions', ['us-east-1', 'Ireland']],
    ['customerRegions', []],
    ['alarmEmails', ['platform']],
    ['producers', ['arn:aws:iam::111122223333:root']],
    ['producers', ['arn:aws:iam::111122223333:role/*']],
    ['producers', ['*']],
    ['logRetentionDays', 31],
    ['signIn.issuer', 'http://login.example.com'],
    ['signIn.issuer', 'login.example.com'],
    ['signIn.issuer', 'https://login.example.com?tenant=a'],
    ['signIn.issuer', 'https://login.example.com#a'],
    ['signIn.issuer', 'https://me:secret@login.example.com'],
    ['signIn.issuer', ' https://login.example.com'],
    ['signIn.clientId', ''],
    ['signIn.audience', ''],
    ['signIn.scope', 'profile'],
    ['signIn.authorizationParameters', 'audience=x'],
    ['signIn.authorizationParameters', []],
    ['signIn.authorizationParameters', { audience: '' }],
    ['signIn.authorizationParameters', { audience: 1 }],
    ['signIn.authorizationParameters', { 'aud ience': 'x' }],
    ['signIn.authorizationParameters', { redirect_uri: 'https://elsewhere.example' }],
    ['signIn.authorizationParameters', { state: 'forged' }],
    ['signIn.authorizationParameters', { audience: 'x'.repeat(1000) }],
    ['signIn.tenantClaim', ''],
    ['signIn.bearer', 'refresh_token'],
    ['signIn.origins', []],
    ['signIn.origins', ['https://login.example.com/']],
    ['signIn.origins', ['http://tokens.example.com']],
    ['quotas.putPartnerEventsPerSecond', 0],
    ['quotas.partnerOperationsPerSecond', 1.5],
    ['entryLimits.maxEntryBytes', 1023],
    ['entryLimits.maxEntryBytes', 1_048_577],
    ['entryLimits.maxRequestBytes', '262144'],
    ['entryLimits.eventIdIn', 'detail'],
    ['errorCodes.sourceGone', ['ThrottlingException']],
    ['errorCodes.sourceGone', 'EventSourceMissing'],
    ['quotas.putPartnerEventsMs', 0.5],
    ['delivery.prefer', 'speed'],
    ['history.rows', 'some'],
    ['history.withoutBody', 'push'],
    ['history.withoutBody', ['']],
    ['history.withoutBody', ['d'.repeat(129)]],
    ['history.withoutBody', Array.from({ length: 12 }, () => 'd'.repeat(128))],
    ['history.rowDays', 0],
    ['history.rowDays', 366],
    ['history.bodyDays', 1.5],
    ['history.supportClaim', ''],
    ['largeEvents.relay', 'link'],
    ['largeEvents.days', 0],
    ['largeEvents.days', 366],
    ['largeEvents.redirectSeconds', 29],
    ['largeEvents.fetchesPerSecond', 2_501],
    ['history.supportReads', 'all'],
    ['tenantLimits.maxSources', -1],
    ['reconcile.everyMinutes', 1],
    ['reconcile.drift', 'delete'],
    ['reconcile.orphan', 'repair'],
    ['reconcile.expiringDays', ['3']],
    ['pollers.minimum', 1],
    ['pollers.maximum', 2001],
  ])('%s %j', (path, value) => {
    const [section = '', key] = path.split('.');
    const provider = { issuer: 'https://login.example.com', clientId: 'page' };
    const beside = { signIn: provider, pollers: { minimum: 2, maximum: 2 } }[section] ?? {};
    const wrong =
      key === undefined ? { [section]: value } : { [section]: { ...beside, [key]: value } };
    const errors = errorsIn({ ...least, ...wrong });

    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^stages/beta.json: ${path} must be .+, not .+$`));
  });

  test.each([
    ['', 'partnerdomain'],
    ['signIn', 'secret'],
    ['quotas', 'putEvents'],
    ['entryLimits', 'bytes'],
    ['tenantLimits', 'max'],
    ['history', 'days'],
    ['reconcile', 'every'],
    ['pollers', 'max'],
  ])('a key of "%s" that is not known: %s', (section, key) => {
    const wrong = section === '' ? { [key]: 1 } : { [section]: { [key]: 1 } };
    const path = section === '' ? key : `${section}.${key}`;

    expect(errorsIn({ ...least, ...wrong })).toContainEqual(
      expect.stringMatching(new RegExp(`^stages/beta.json: ${path} is unknown; known are \\w+, `)),
    );
  });

  test('every error is reported, each once', () => {
    expect(errorsIn({ regions: ['Mars'], colour: 'red' })).toEqual([
      expect.stringMatching(/: partnerDomain is missing: it must be a domain such as example.com/),
      expect.stringMatching(/: homeRegion is missing: it must be an AWS Region/),
      expect.stringMatching(/: regions must be a list of AWS Regions.* not \["Mars"\]$/),
      expect.stringMatching(/: colour is unknown; known are partnerDomain, /),
    ]);
  });

  test.each([
    [{ homeRegion: 'eu-west-1' }, 'homeRegion must be one of regions, not "eu-west-1"'],
    [
      { entryLimits: { maxRequestBytes: 262_144 } },
      'entryLimits.maxEntryBytes must be at most entryLimits.maxRequestBytes, 262144, not 1048576',
    ],
    [
      { tenantLimits: { maxSources: 10 } },
      'tenantLimits.maxPendingSources must be at most tenantLimits.maxSources, 10, not 100',
    ],
    [{ history: { rowDays: 5 } }, 'history.bodyDays must be at most history.rowDays, 5, not 7'],
    [
      { largeEvents: { days: 6 } },
      'largeEvents.days must be at least history.bodyDays, 7, not 6: what can be sent again must have its detail',
    ],
    [
      { history: { bodyDays: 14 } },
      'largeEvents.days must be at least history.bodyDays, 14, not 7: what can be sent again must have its detail',
    ],
    [
      { pollers: { minimum: 4, maximum: 3 } },
      'pollers.minimum must be at most pollers.maximum, 3, not 4',
    ],
    [
      { quotas: { putPartnerEventsPerSecond: 79 } },
      'quotas.putPartnerEventsPerSecond must be greater: with 1 Region the fleet cannot stay under 79 requests a second of 50 ms',
    ],
    [
      { pollers: { minimum: 2, maximum: 7 } },
      'pollers.maximum must be smaller: with 1 Region the fleet cannot stay under 1400 requests a second of 50 ms',
    ],
  ])('keys that contradict each other: %j', (value, line) => {
    expect(errorsIn({ ...least, ...value })).toEqual([`stages/beta.json: ${line}`]);
  });

  test('where nothing is relayed by reference links may end before the history’s contents', () => {
    expect(parse({ largeEvents: { relay: 'no', days: 1 } })).toMatchObject({
      largeEvents: { relay: 'no', days: 1 },
      history: { bodyDays: 7 },
    });
  });
});

describe('a brand', () => {
  test.each([
    [{ name: ' Acme' }, 'brand.name must be one line of 1 to 64 characters'],
    [{ logo: 'logo.jpg' }, 'brand.logo must be the path of a .svg or .png file'],
    [{ colors: { accent: 'blue' } }, 'brand.colors.accent must be # and six hexadecimal digits'],
    [{ colour: {} }, 'brand.colour is unknown; known are name, logo, colors'],
    [{ colors: { accent: '#ffcc00' } }, 'brand.colors.accent must be darker: its contrast'],
    [
      { colors: { darkAccent: '#000000' } },
      'brand.colors.darkAccent must be lighter: its contrast',
    ],
  ])('is refused in one line: %j', (brand, line) => {
    const lines = errorsIn({ ...least, brand });
    expect(lines).toEqual([expect.stringContaining(`stages/beta.json: ${line}`)]);
  });

  test('has a logo beside the stage, which is looked at when the stage is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stages-'));
    const write = async (name: string, brand: object) =>
      await writeFile(join(folder, `${name}.json`), JSON.stringify({ ...least, brand }));
    await writeFile(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    await write('good', { logo: 'logo.svg' });
    await write('bad', { logo: 'none.svg' });

    expect(readStage('good', folder).brand).toEqual({ logo: join(folder, 'logo.svg') });
    expect(() => readStage('bad', folder)).toThrow(/bad\.json: brand\.logo is no file: none\.svg$/);
    await rm(folder, { recursive: true });
  });
});

describe('a stage’s file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stages-'));
    await writeFile(join(folder, 'beta.json'), JSON.stringify(least));
    await writeFile(join(folder, 'broken.json'), '{');
    await writeFile(join(folder, 'marked.json'), `\uFEFF${JSON.stringify(least)}`);
    await mkdir(join(folder, 'folder.json'));
    await writeFile(join(folder, 'beta.observed.json'), '{}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is read by its name', () => {
    expect(readStage('beta', folder)).toEqual(parse({}));
  });

  test('may begin with a byte order mark', () => {
    expect(readStage('marked', folder)).toMatchObject({ name: 'marked', ...least });
  });

  test.each([
    ['gamma', /gamma\.json: no such file; stages are beta, broken, folder, marked$/],
    ['broken', /broken\.json: is not valid JSON: .+$/],
    ['folder', /folder\.json: is a folder, not a file$/],
    ['../beta', /^context key stage must be .+, not "\.\.\/beta"$/],
    ['Beta', /^context key stage must be .+, not "Beta"$/],
    [7, /^context key stage must be .+, not 7$/],
  ])('%j is refused in one line', (name, line) => {
    expect(() => readStage(name, folder)).toThrow(StageError);
    expect(() => readStage(name, folder)).toThrow(line);
  });

  test('without stages, the line says so', () => {
    expect(() => readStage('beta', join(folder, 'nowhere'))).toThrow(
      /nowhere\/beta\.json: no such file; there are no stages$/,
    );
  });

  test.each(['dev', 'prod'])('%s of this repository can be deployed', (name) => {
    expect(readStage(name)).toMatchObject({ name });
  });
});
