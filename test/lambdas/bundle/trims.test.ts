import { afterAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleModule } from '../../../lambdas/bundle/bundle-module.ts';
import { trims } from '../../../lambdas/bundle/trims.ts';

const root = join(import.meta.dirname, '../../..');
const clients = ['dynamodb', 'sqs', 'eventbridge'].map(
  (name) => `node_modules/@aws-sdk/client-${name}`,
);
const folder = mkdtempSync(join(tmpdir(), 'trims-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function sourceAndTrimmed(file: string): readonly [string, string] {
  const rule = trims.find(({ files }) => files.test(`/${file}`));
  if (rule === undefined) throw new Error(`${file} is not trimmed`);
  const source = readFileSync(join(root, file), 'utf8');
  return [source, rule.trim(source)];
}

test.each(clients)('of the package.json of %s the version is left', (client) => {
  const [source, trimmed] = sourceAndTrimmed(`${client}/package.json`);
  const { name, version } = JSON.parse(source);
  expect(JSON.parse(trimmed)).toEqual({ name, version });
});

const describeErrors = `
  const errors = await import(process.argv[1]);
  const described = Object.entries(errors).map(([key, ErrorClass]) => {
    const own = { ThrottlingReasons: [1], throttlingReasons: [2], Item: { a: 1 }, CancellationReasons: [3] };
    const error = new ErrorClass({ message: 'text', Message: 'Text', ...own, $metadata: { attempts: 1 } });
    const is = Object.entries(errors).filter(([, other]) => error instanceof other);
    return [key, ErrorClass.shapeId, { ...error }, error.message, error instanceof Error, is.map(([one]) => one)];
  });
  console.log(JSON.stringify(described));
`;

test.each(clients)('the errors of %s behave as those of the SDK', (client) => {
  const file = `${client}/dist-es/models/errors.js`;
  const [source, trimmed] = sourceAndTrimmed(file);
  expect(trimmed.length).toBeLessThan(source.length * 0.6);

  const entry = join(folder, 'errors.ts');
  writeFileSync(entry, `export * from '${join(root, file)}';`);
  const [described, ofSdk] = [true, false].map((isTrimmed) => {
    const bundle = join(folder, `${isTrimmed}`, 'errors.mjs');
    bundleModule(entry, bundle, { isTrimmed });
    const options = ['--input-type=module', '--eval', describeErrors, bundle];
    return execFileSync(process.execPath, options).toString();
  });
  expect(JSON.parse(described!)).toEqual(JSON.parse(ofSdk!));
});

test.each(clients)('the schemas of %s are the SDK’s, with plain names of members', (client) => {
  const file = `${client}/dist-es/schemas/schemas_0.js`;
  const [, trimmed] = sourceAndTrimmed(file);
  expect(trimmed).not.toMatch(/\[_\w+\]: /);

  const entry = join(folder, 'schemas.ts');
  writeFileSync(entry, `export * from '${join(root, file)}';`);
  const [described, ofSdk] = [true, false].map((isTrimmed) => {
    const bundle = join(folder, `${isTrimmed}`, 'schemas.mjs');
    bundleModule(entry, bundle, { isTrimmed });
    const options = ['--input-type=module', '--eval', describeSchemas, bundle];
    return execFileSync(process.execPath, options, { maxBuffer: 8 * 1_048_576 }).toString();
  });
  expect(described!.length).toBeGreaterThan(10_000);
  expect(described).toBe(ofSdk);
});

// What a schema refers to is named, since schemas may refer to themselves.
const describeSchemas = `
  const schemas = await import(process.argv[1]);
  const nameOf = (value) => (typeof value === 'function' ? value()?.[2] ?? String(value()) : value);
  console.log(JSON.stringify(schemas, (key, value) => nameOf(value)));
`;

test('the SDK’s clients look for no files with profiles', () => {
  const file =
    'node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js';
  const [source, trimmed] = sourceAndTrimmed(file);

  expect(source).toContain('getHomeDir');
  expect(trimmed).toBe(`export { CONFIG_PREFIX_SEPARATOR } from "./constants";
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
`);
});

test('the SDK’s signer has nothing for the headers of streamed events', () => {
  const [source, trimmed] = sourceAndTrimmed(
    'node_modules/@smithy/signature-v4/dist-es/HeaderFormatter.js',
  );

  expect(source).toContain('formatHeaderValue');
  expect(trimmed).toBe('export class HeaderFormatter {}');
});

test.each([
  ['@smithy/core', 'retry/util-retry/AdaptiveRetryStrategy', 'AdaptiveRetryStrategy'],
  [
    '@smithy/core',
    'config/config-resolver/regionConfig/getInstanceMetadataRegion',
    'getInstanceMetadataRegion',
  ],
  [
    '@smithy/core',
    'endpoints/middleware-endpoint/service-customizations/index',
    'resolveParamsForS3',
  ],
  ['@aws-sdk/core', 'client/middleware-logger/loggerMiddleware', 'getLoggerPlugin'],
  ['@aws-sdk/core', 'client/middleware-user-agent/check-features', 'checkFeatures'],
  ['@aws-sdk/core', 'client/emitWarningIfUnsupportedVersion', 'emitWarningIfUnsupportedVersion'],
])('of %s, %s is replaced, which still has %s', (library, module, name) => {
  const [source, trimmed] = sourceAndTrimmed(
    `node_modules/${library}/dist-es/submodules/${module}.js`,
  );
  expect(trimmed).not.toBe(source);
  for (const text of [source, trimmed]) expect(text).toMatch(new RegExp(`export .*\\b${name}\\b`));
});

test('a Region without its name has the same partition', () => {
  const [source, trimmed] = sourceAndTrimmed(
    'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
  );
  const whole = partitionsOf(source);
  const short = partitionsOf(trimmed);
  const names = whole.flatMap(({ regions }) => Object.keys(regions));
  const regions = names.filter((name) => !name.endsWith('-global'));

  expect(short).toEqual(whole.map((one) => ({ ...one, regions: {} })));
  expect(regions.length).toBeGreaterThan(30);
  for (const region of regions) {
    const listed = whole.find((one) => region in one.regions);
    expect(short.find(({ regionRegex }) => new RegExp(regionRegex).test(region))?.id).toBe(
      listed?.id,
    );
  }
});

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

function partitionsOf(source: string): readonly Partition[] {
  return JSON.parse(/partitionsInfo = (.*?);\s*$/s.exec(source)![1]!).partitions;
}

test('of a setting everything is left but what it means, and why', () => {
  const [source, trimmed] = sourceAndTrimmed('lambdas/settings/table/history.ts');
  const left = source
    .replaceAll(/\bmeaning:\s+(?:'.*'|".*"),$/gm, '')
    .replaceAll(/\breason:\s+(?:'.*'|".*"),$/gm, "reason: '',");
  expect(trimmed).toBe(left);
  expect(trimmed).not.toContain('Customers and support see');
});

test('what is not as expected is left as it is', () => {
  const unknown = 'export class Unknown extends __BaseException { field; }\n';
  expect(
    trims
      .map(({ trim }) => trim)
      .slice(1)
      .map((trim) => trim(unknown)),
  ).toEqual(trims.slice(1).map(() => unknown));
});
