import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { programPeers } from '../../tools/package/program-peers.ts';
import { pack, root, type Packed } from './support/packed.ts';
import { newProject, type Project } from './support/project.ts';

const nodes = [
  ['22', join(import.meta.dirname, 'node_modules/node/bin/node')],
  ['24', join(root, 'node_modules/node/bin/node')],
] as const;

const {
  version: ownVersion,
  dependencies,
  devDependencies,
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const inVersion = (name: string) => `${name}@${devDependencies[name]}`;

const fanout = 'node_modules/eventbridge-partner-fanout/dist/package/fanout/main.js';

let folder: string;
let packed: Packed;
let emulator: Packed;
let sqs: LocalSqs;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  packed = await pack('.', folder);
  emulator = await pack('emulator', folder);
  sqs = await startSqs({ port: 0 });
});
afterAll(async () => {
  await sqs.close();
  rmSync(folder, { recursive: true });
});

describe('the package', () => {
  test('is small: 4 MB to download', () => {
    expect(packed.size).toBeLessThan(4_000_000);
  });

  test('has compiled code, types and licences, and no source', () => {
    const paths = packed.paths.filter((path) => !path.startsWith('dist/package/'));

    expect(paths.toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
      'producer/schema/message.schema.json',
    ]);
    expect(packed.paths.filter((path) => /(?<!\.d)\.ts$/u.test(path))).toEqual([]);
    expect(packed.paths).toContain('dist/package/THIRD-PARTY-LICENSES.txt');
  });

  test('is what publint wants of a package', async () => {
    const { run } = newProject(join(folder, 'publint'), nodes[1][1]);
    const publint = join(import.meta.dirname, 'node_modules/publint/src/cli.js');
    const { code, output, errors } = await run([publint, 'run', '--strict', packed.file]);

    expect([code, output, errors]).toEqual([0, expect.stringContaining('All good!'), '']);
  });
});

describe.each(nodes)('on Node.js %s', (version, node) => {
  let project: Project;
  beforeAll(async () => {
    project = newProject(join(folder, `on-${version}`), node);
    await project.install(packed.file);
  });

  test('a producer gets what it needs, and no package of the stacks, the page or local mode', async () => {
    const installed = project.installed();
    const ofSdk = /^(?:@aws|@aws-sdk|@smithy)\//u;

    expect((await project.run(['--version'])).output).toMatch(`v${version}.`);
    expect(installed).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(installed.filter((name) => !ofSdk.test(name)).toSorted()).toEqual([
      'bowser',
      'eventbridge-partner-fanout',
      'p-limit',
      'tslib',
      'valibot',
      'yocto-queue',
    ]);
  });

  test('the producer’s example sends an event, and says why it does not send another', async () => {
    const { url } = await sqs.createQueue(`events-${version}`);
    project.addExample('producer');
    const { code, output, errors } = await project.run(['main.ts'], {
      EVENTS_QUEUE_URL: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    });

    expect([code, withoutWarnings(errors)]).toEqual([0, '']);
    expect(output).toMatch(/^sent 1\nevent 1 is refused: "generator" .*\n$/u);
    expect(sqs.messages(`events-${version}`).map(({ body }) => JSON.parse(body))).toMatchObject([
      { detailType: 'order.placed' },
    ]);
  });

  test('CommonJS can require it', async () => {
    const text = "console.log(typeof require('eventbridge-partner-fanout/producer').createOutbox)";
    writeFileSync(join(project.folder, 'common.cjs'), text);

    expect(await project.run(['common.cjs'])).toMatchObject({ code: 0, output: 'function\n' });
  });

  test('events are checked offline, and their schema is in the package', async () => {
    const wrong = { id: '1', generator: 'acme', detailType: 'order.placed', detail: {} };
    writeFileSync(join(project.folder, 'events.jsonl'), JSON.stringify(wrong));
    const { code, output } = await project.run([fanout, 'check', 'events.jsonl']);
    const schema =
      "import('eventbridge-partner-fanout/message.schema.json', { with: { type: 'json' } })";
    const read = await project.run([
      '-e',
      `${schema}.then((one) => console.log(one.default.title))`,
    ]);

    expect([code, output]).toEqual([1, expect.stringContaining('"generator" must be')]);
    expect([read.code, read.output]).toEqual([0, 'Message\n']);
  });

  test('the command line helps, and says in a line what a command lacks', async () => {
    const help = await project.run([fanout, '--help']);
    const shown = await project.run([fanout, '--version']);
    const local = await project.run([fanout, 'local', '--once', '--port', '0']);

    expect([help.code, help.output]).toEqual([0, expect.stringContaining('Usage: fanout')]);
    expect([shown.code, shown.output]).toEqual([0, `${ownVersion}\n`]);
    expect(local).toEqual({
      code: 1,
      output: '',
      errors: `fanout: local needs packages that are not installed: npm install --save-dev ${inVersion('dynalite')} ${inVersion('fauxqs')}\n`,
    });
  });

  describe('with what the stacks and all commands need', () => {
    beforeAll(async () => {
      const others = [...programPeers(root), '@aws-sdk/client-eventbridge', '@types/node'];
      await project.install(emulator.file, ...others.map(inVersion));
      project.addExample('own-cdk-app');
    });

    test('a vendor’s own app synthesizes its stages, with its own catalogue', async () => {
      const output = join(project.folder, 'cdk.out');
      const { code, errors } = await project.run(['app.ts'], { CDK_OUTDIR: output });

      expect([code, withoutWarnings(errors).slice(0, 500)]).toEqual([0, '']);
      expect(templatesIn(output)).toEqual([
        'EventBridgePartner-try-us-east-1',
        'EventBridgePartnerState-try-us-east-1',
        'Pipeline',
        'cross-region-stack-222233334444_eu-west-1',
      ]);
      expect(templatesIn(join(output, 'assembly-Pipeline-Production'))).toHaveLength(4);
      const assets = readdirSync(output).filter((name) => name.startsWith('asset.'));
      const read = (name: string) =>
        assets.flatMap((asset) => {
          const file = join(output, asset, name);
          return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8'))] : [];
        });
      // The API's function, with the partner's name of each stage.
      expect(read('catalog/index.json')).toMatchObject(
        Array.from({ length: 2 }, () => [{ detailType: 'order.placed' }]),
      );
      expect(read('catalog-exports/list.json')).toMatchObject(
        Array.from({ length: 2 }, () => ({
          exports: [
            { name: 'events.d.ts' },
            { name: 'schema-registry-1.json' },
            { name: 'asyncapi.json' },
          ],
          problems: [],
        })),
      );
      expect(read('kept-members.json')).toEqual(
        Array.from({ length: 3 }, () => [['order.placed', ['orderId']]]),
      );
    });

    test('a wrong value is a line', async () => {
      const text = `import { defineStage } from 'eventbridge-partner-fanout/cdk';
defineStage({ name: 'try', partnerDomain: 'vendor.example', homeRegion: 'moon-1', regions: ['us-east-1'] });`;
      writeFileSync(join(project.folder, 'wrong.js'), text);
      const { errors } = await project.run(['wrong.js']);
      const lines = errors.split('\n');

      expect(lines).toContain(
        'StageError: stage try: homeRegion must be an AWS Region such as us-east-1, not "moon-1"',
      );
      // Node.js shows the line of code, too, which could have been the whole file.
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(300);
    });

    test('a command reads the stages and the catalogue of the vendor’s folder', async () => {
      const kit = [fanout, 'partner-kit', '--stage', 'prod', '--out', 'kit'];
      const { code, output, errors } = await project.run(kit);

      expect([code, withoutWarnings(errors)]).toEqual([1, '']);
      expect(output).toContain('1 detail type documented');
      expect(readdirSync(join(project.folder, 'kit'))).toContain('architecture.svg');
      const exported = await project.run([fanout, 'catalog', 'export', '--stage', 'prod']);
      expect([exported.code, withoutWarnings(exported.errors)]).toEqual([0, '']);
      expect(readFileSync(join(project.folder, 'catalog-export/events.d.ts'), 'utf8')).toContain(
        'OrderPlacedEvent',
      );
    });

    test('the catalogue of the vendor’s folder is checked', async () => {
      const { code, errors } = await project.run([fanout, 'catalog', 'check']);

      expect([code, withoutWarnings(errors)]).toEqual([0, '']);
    });

    test('local mode runs the demonstration, and writes nothing into the package', async () => {
      const built = join(project.folder, fanout, '../..');
      const before = readdirSync(built);
      writeFileSync(join(project.folder, 'brand.json'), '{"brand":{"name":"Vendor"}}');
      const local = [fanout, 'local', '--once', '--port', '0', '--brand', 'brand.json'];
      const { code, output, errors } = await project.run(local);

      expect([code, withoutWarnings(errors)]).toEqual([0, '']);
      expect(output).toContain("received on customers' buses              722");
      expect(output).toContain('held    Nothing is lost');
      expect(readdirSync(built)).toEqual(before);
    });

    test('the emulator’s example answers calls', async () => {
      cpSync(join(root, 'examples/emulator/main.ts'), join(project.folder, 'emulator.ts'));
      const { code, output } = await project.run(['emulator.ts']);

      expect([code, output]).toEqual([0, 'aws.partner/vendor.example/acme/orders is PENDING\n']);
    });
  });
});

test('the types of all entries are complete, and fit the examples', async () => {
  const project = join(folder, 'on-24');
  const { run } = newProject(join(folder, 'types'), nodes[1][1]);
  const files = ['main.ts', 'app.ts', 'pipeline.ts', 'emulator.ts', 'common.cts'];
  writeFileSync(
    join(project, 'common.cts'),
    `import { createOutbox } from 'eventbridge-partner-fanout/producer';
import { defineStage } from 'eventbridge-partner-fanout/cdk';
import { startEmulator } from 'eventbridge-partner-emulator';
export const all = [createOutbox, defineStage, startEmulator];`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = `--ignoreConfig --noEmit --strict --module nodenext --target es2024
    --lib es2024,esnext.disposable --types node --allowImportingTsExtensions --skipLibCheck false`;
  const types = join(project, 'node_modules/@types');
  const paths = files.map((file) => join(project, file));
  const { code, output } = await run([
    tsc,
    ...options.split(/\s+/u),
    '--typeRoots',
    types,
    ...paths,
  ]);

  expect([code, output]).toEqual([0, '']);
});

function templatesIn(output: string): readonly string[] {
  return readdirSync(output).flatMap((name) => /^(.*)\.template\.json$/u.exec(name)?.[1] ?? []);
}

/** Without what Node.js says of its own experimental parts. */
function withoutWarnings(errors: string): string {
  return errors.replaceAll(/^.*(?:Warning: |--trace-warnings ).*\n/gmu, '');
}
