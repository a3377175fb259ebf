import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleModule } from '../../../lambdas/bundle/bundle-module.ts';
import { keptMembersFile } from '../../../lambdas/contract/kept-members.ts';
import { bundledFolders } from '../../../lambdas/bundle/bundle-record.ts';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { bundleOptions, functionEntry } from '../../../lambdas/bundle/function-entry.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import { reachableOutputs } from '../../../lambdas/bundle/reachable-outputs.ts';
import { standIns } from '../../../lambdas/bundle/stand-ins/stand-ins.ts';
import { rooms } from '../../../tools/architecture/rooms.ts';

/** How large a function may be, in bytes. */
interface SizeLimit {
  /** Of what a cold start reads: the bundle, and the files that it imports at once. */
  readonly atOnce: number;
  /** With what is read later, if it is needed. */
  readonly all: number;
}

const limits: Readonly<Record<FunctionName, SizeLimit>> = {
  'fan-out': { atOnce: 180_000, all: 360_000 },
  retry: { atOnce: 165_000, all: 345_000 },
  history: { atOnce: 265_000, all: 265_000 },
  replay: { atOnce: 350_000, all: 380_000 },
  reconcile: { atOnce: 300_000, all: 300_000 },
  registration: { atOnce: 340_000, all: 405_000 },
};

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

/** The modules that are in a bundle with a byte or more. */
function modulesIn(outputs: Outputs): readonly string[] {
  return outputs
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

/** What a bundle reads at once. */
function readAtOnceOf({ outputs }: Metafile): Outputs {
  const [entry = ''] = Object.keys(outputs);
  return Object.values(reachableOutputs(entry, outputs, ({ kind }) => kind === 'import-statement'));
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
      readAtOnce = readAtOnceOf(metafile);
      entry = outputs[0]!;
    });

    test('is small', () => {
      expect(bytesOf(readAtOnce)).toBeLessThanOrEqual(limits[name].atOnce);
      expect(bytesOf(outputs)).toBeLessThanOrEqual(limits[name].all);
    });

    test('carries nothing that Lambda has no use for', () => {
      const carried = modulesIn(outputs);
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
      expect(entry.entryPoint).toBe(`lambdas/${name}/index.ts`);
      expect(entry.exports).toEqual(['handler']);
    });
  },
);

const ofClients = /@aws-sdk\/client-|@smithy\//;

test.each(['fan-out', 'retry'] as const)(
  '%s begins without the SDK’s clients, and loads them where one of its calls goes wrong',
  (name) => {
    const metafile = bundle(name);
    const readAtOnce = modulesIn(readAtOnceOf(metafile));
    expect(readAtOnce.filter((path) => ofClients.test(path))).toEqual([]);
    expect(Object.values(metafile.outputs).map(({ entryPoint }) => entryPoint)).toEqual(
      expect.arrayContaining([
        'lambdas/aws/calls/sdk-table-calls.ts',
        'lambdas/aws/calls/sdk-queue-calls.ts',
        'lambdas/aws/event-bridge-sender.ts',
        'lambdas/aws/payloads/payload-services.ts',
      ]),
    );
  },
);

// ICU takes 10 ms of a cold start when it is first asked for.
test.each(['fan-out', 'retry'] as const)('%s writes nothing by the rules of a language', (name) => {
  bundle(name);
  const text = readFileSync(join(folder, name, 'index.mjs'), 'utf8');
  expect(text.match(/\.toLocale\w*\(/g)).toBeNull();
});

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
  const later = Object.values(outputs).map(({ entryPoint }) => entryPoint);
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
