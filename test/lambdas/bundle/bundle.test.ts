import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleModule } from '../../../lambdas/bundle/bundle-module.ts';
import { keptMembersFile } from '../../../lambdas/contract/kept-members.ts';
import { bundledFolders } from '../../../lambdas/bundle/bundle-record.ts';
import { bundleFunction, bundleOptions, functionEntry } from '../../../lambdas/bundle/bundle.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import { reachableOutputs } from '../../../lambdas/bundle/reachable-outputs.ts';
import { standIns } from '../../../lambdas/bundle/stand-ins/stand-ins.ts';
import { rooms } from '../../../tools/architecture/rooms.ts';

/**
 * Of what a cold start reads: the bundle, and the files that it imports at once. What signs and posts the calls of the
 * hot path (ADR 40) is 3.5 kB of it, read in a fraction of what its first call saves.
 */
const maxCodeBytes = 350_000;
/** With what is read later, if it is needed. */
const maxAllBytes = 400_000;

/** What has no use in Lambda, and what a bundle would carry if an SDK release came by it in another way. */
const absent = [
  'node_modules/@aws-sdk/credential-provider-node/',
  'node_modules/@aws-sdk/credential-provider-http/',
  'node_modules/@aws-sdk/credential-provider-ini/',
  'node_modules/@aws-sdk/credential-provider-login/',
  'node_modules/@aws-sdk/credential-provider-process/',
  'node_modules/@aws-sdk/credential-provider-sso/',
  'node_modules/@aws-sdk/credential-provider-web-identity/',
  'node_modules/@aws-sdk/nested-clients/',
  'node_modules/@aws-sdk/token-providers/',
  'node_modules/@aws-sdk/xml-builder/',
  'node_modules/@smithy/credential-provider-imds/',
  'node_modules/@smithy/core/dist-es/submodules/event-streams/',
  'node_modules/@smithy/core/dist-es/submodules/cbor/',
  'node_modules/@smithy/fetch-http-handler/',
  'node_modules/bowser/',
  'node_modules/mnemonist/',
];

/** Built-in modules that an ES module pays for by importing them, and what only left-out code needs. */
const costlyBuiltIns = new Set([
  'node:child_process',
  'node:http',
  'node:http2',
  'node:module',
  'node:process',
  'node:tls',
  'node:zlib',
]);

const folder = mkdtempSync(join(tmpdir(), 'bundle-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function bundle(name: FunctionName): Metafile {
  return bundleModule(functionEntry(name), join(folder, name, 'index.mjs'), bundleOptions(name));
}

type Outputs = readonly Metafile['outputs'][string][];

function bytesOf(outputs: Outputs): number {
  return outputs.reduce((sum, { bytes }) => sum + bytes, 0);
}

describe.each(['fan-out', 'retry', 'history', 'replay', 'reconcile', 'registration'] as const)(
  '%s',
  (name) => {
    let outputs: Outputs;
    let readAtOnce: Outputs;
    let entry: Outputs[number];
    let madeFrom: readonly string[];
    beforeAll(() => {
      const metafile = bundle(name);
      madeFrom = Object.keys(metafile.inputs);
      outputs = Object.values(metafile.outputs);
      readAtOnce = Object.values(
        reachableOutputs(metafile.outputs, ({ kind }) => kind === 'import-statement'),
      );
      entry = outputs[0]!;
    });

    test('is small', () => {
      expect(bytesOf(readAtOnce)).toBeLessThanOrEqual(maxCodeBytes);
      expect(bytesOf(outputs)).toBeLessThanOrEqual(maxAllBytes);
    });

    test('carries nothing that Lambda has no use for', () => {
      const carried = outputs
        .flatMap(({ inputs }) => Object.entries(inputs))
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path);
      expect(carried.filter((path) => absent.some((one) => path.includes(one)))).toEqual([]);
    });

    test('is made from what its record watches', () => {
      const watched = new RegExp(`^(?:${bundledFolders.join('|')})/|(?:^|/)node_modules/`);
      expect(madeFrom.filter((path) => !watched.test(path))).toEqual([]);
    });

    test('imports no built-in module that costs more than it gives', () => {
      const imported = outputs
        .flatMap(({ imports }) => imports)
        .filter(({ kind }) => kind === 'import-statement')
        .map(({ path }) => path);
      expect(imported).toContain('node:https');
      expect(imported.filter((path) => costlyBuiltIns.has(path))).toEqual([]);
    });

    test('requires nothing, which an ES module could not', () => {
      const imports = outputs.flatMap((one) => one.imports);
      expect(imports.filter(({ kind }) => kind === 'require-call')).toEqual([]);
    });

    test('exports the handler and nothing else', () => {
      expect(entry.exports).toEqual(['handler']);
    });
  },
);

test.each<[FunctionName, boolean]>([
  ['fan-out', true],
  ['retry', true],
  ['replay', true],
  ['history', false],
])('%s has beside it what stubs keep: %j', (name, isThere) => {
  expect(existsSync(join(bundleFunction(name), keptMembersFile))).toBe(isThere);
});

test.each(standIns)('$file stands in for something that is asked for', ({ file }) => {
  expect(Object.keys(bundle('fan-out').inputs)).toContain(`lambdas/bundle/stand-ins/${file}`);
});

test('the API reads the history, starts replays and follows links with what it reads later', () => {
  const { outputs } = bundle('registration');
  const [entry] = Object.keys(reachableOutputs(outputs, ({ kind }) => kind !== 'dynamic-import'));
  const later = Object.values(outputs).map(({ entryPoint }) => entryPoint);
  expect(outputs[entry!]?.entryPoint).toBe('lambdas/registration/index.ts');
  expect(later).toEqual(
    expect.arrayContaining([
      'lambdas/registration/late-operations.ts',
      'lambdas/aws/history/history-readers.ts',
      'lambdas/aws/open-queue.ts',
      'lambdas/aws/payloads/payload-fetching.ts',
    ]),
  );
});

test('the page is made from what the record of the registration function watches', () => {
  const seen = new Set(['web', 'lambdas/bundle']);
  for (const path of seen) {
    const { imports = [] } = rooms.find((room) => room.path === path) ?? {};
    for (const one of imports) seen.add(one);
  }
  const [...reached] = seen;

  expect(reached).toContain('emulator/page-parts');
  expect(reached.filter((path) => !isWatched(path))).toEqual([]);
});

function isWatched(path: string): boolean {
  return bundledFolders.some((one) => path === one || path.startsWith(`${one}/`));
}
