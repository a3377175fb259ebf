import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { functionNames } from '../../../lambdas/settings/function-name.ts';
import { rowsOf } from '../../../lambdas/settings/read-settings.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { environmentUses } from '../../support/environment-uses.ts';
import { alterDefaults, defaulted, nameOf, other } from '../../support/altered-defaults.ts';

const root = join(import.meta.dirname, '../../..');
const rooms = [
  'bin',
  'emulator',
  'lib',
  'lambdas',
  'local',
  'operate',
  'producer',
  'terminal',
  'tools',
  'test/fault-injection',
];
const home = join('lambdas', 'settings');

/** The sources of all rooms, by their paths. */
const everySource = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.split(sep).includes('node_modules'))
    .map((file) => ({
      path: join(room, file),
      text: readFileSync(join(root, room, file), 'utf8'),
    })),
);
/** The same but the settings' own, and the emulator's: AWS's limits have some of the names. */
const sources = everySource.filter(
  ({ path }) => relative(home, path).startsWith('..') && !path.startsWith('emulator'),
);

const reads = 'an entry point, whose env.ts checks all that it reads';
/** Everything that reads the environment, and why it may. */
const allowedUses: Readonly<Record<string, string>> = {
  'lambdas/fan-out/index.ts: process.env': reads,
  'lambdas/retry/index.ts: process.env': reads,
  'lambdas/history/index.ts: process.env': reads,
  'lambdas/replay/index.ts: process.env': reads,
  'lambdas/reconcile/index.ts: process.env': reads,
  'lambdas/registration/index.ts: process.env': reads,
  'lambdas/aws/signed-sender.ts: _X_AMZN_TRACE_ID': 'Lambda changes it at each invocation',
  'lambdas/aws/calls/own-place.ts: AWS_REGION': 'Lambda’s: the function’s own Region',
  'lambdas/aws/calls/own-place.ts: AWS_SESSION_TOKEN': 'Lambda’s: the function’s credentials',
  'lambdas/aws/calls/own-place.ts: process.env': 'Lambda’s credentials, and the SDK’s addresses',
  'lambdas/aws/region-bucket.ts: AWS_ENDPOINT_URL_S3':
    'the SDK’s: no client of S3 is there that would read it',
  'lambdas/bundle/stand-ins/node-process.ts: process': 'the SDK’s own look at its environment',
  'lambdas/bundle/stand-ins/stand-ins.ts: node:process': 'the name of what the stand-in stands for',
  'bin/programs/app.ts: CDK_DEFAULT_ACCOUNT': 'CDK’s: the account of the credentials',
  'lib/stage/stack-environment.ts: CDK_DEFAULT_ACCOUNT': 'CDK’s: the account of the credentials',
  'local/lambda/runtime-client.ts: process.env':
    'it is Lambda’s runtime, and reads what Lambda sets',
  'local/lambda/runtime-connection.ts: AWS_LAMBDA_RUNTIME_API': 'Lambda’s: where its runtime asks',
  'local/lambda/runtime-process.ts: PATH': 'a function’s process needs it to start',
  'operate/catalog/git-version.ts: process.env': 'git gets the environment of its parent',
  'operate/target/local-mode.ts: process.env': 'sets the SDK’s variables, reads none',
  'operate/target/stage-stack.ts: AWS_REGION': 'sets the SDK’s Region',
  'operate/validate/screenshots.ts: process.env': 'an operator names the browser in it',
  'operate/validate/subject/open-subject.ts: process.env': 'an operator gives the token in it',
  'tools/bench/cold-start/start-cold.ts: PATH': 'a function’s process needs it to start',
  'tools/bench/end-to-end/cloud-program.ts: BENCH_FEEDING': 'a bench’s argument to its child',
  'tools/bench/growth/handler-program.ts: FUNCTION_FOLDER': 'a bench’s argument to its child',
  'tools/bench/sender/senders/bodies-of-fan-out.ts: process.env': 'a bench’s address of its stub',
  'tools/bench/sender/senders/fan-out.ts: AWS_ENDPOINT_URL_SQS': 'a bench’s address of its stub',
  'tools/bench/sender/senders/floor.ts: AWS_ACCESS_KEY_ID': 'a bench’s credentials for its stub',
  'tools/bench/sender/senders/floor.ts: AWS_ENDPOINT_URL_EVENTBRIDGE':
    'a bench’s address of its stub',
  'tools/bench/sender/senders/floor.ts: AWS_REGION': 'a bench’s Region of its stub',
  'tools/bench/sender/senders/floor.ts: AWS_SECRET_ACCESS_KEY':
    'a bench’s credentials for its stub',
  'tools/bench/sender/variant-program.ts: BENCH_VARIANT': 'a bench’s argument to its child',
  'tools/package/node-22.ts: globalThis': 'adds what Node.js 22 has not',
  'tools/release/check-release.ts: process.env': 'GitHub names the repository in it',
  'tools/architecture/determinism-rules.ts: globalThis':
    'the name of what the pure rooms may not use',
  'tools/bench/measure/child-program.ts: process.env': 'a child gets the environment of its parent',
};

const rows = rowsOf(table);

describe('outside lambdas/settings', () => {
  const variables = [...new Set(rows.flatMap(({ row: { variable } }) => variable ?? []))];

  test.each(variables)('nothing names %s', (variable) => {
    const word = new RegExp(String.raw`\b${variable}\b`);

    expect(sources.filter(({ text }) => word.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('the environment is read only where there is a reason to', () => {
    const uses = everySource.flatMap(({ path, text }) =>
      environmentUses(text).map((use) => `${path}: ${use}`),
    );

    expect(uses.toSorted()).toEqual(Object.keys(allowedUses).toSorted());
  });

  test.each([
    ["import { env } from 'node:process';"],
    ["import { env as variables } from 'process';"],
    ["import process from 'node:process';"],
    ["const { env } = await import('node:process');"],
    ["const { env } = process.getBuiltinModule('process');"],
    ['const { env } = process;'],
    ['const { argv, env: variables } = process;'],
    ['const { env } = globalThis.process;'],
    ['const { process: { env } } = globalThis;'],
    ["const most = process.env['MAX_REPAIRS'] ?? 24;"],
    ['const most = process.env.MAX_REPAIRS ?? 24;'],
    ["const most = process['env']['MAX_REPAIRS'];"],
    ['const most = process?.env?.MAX_REPAIRS;'],
    ['const { MAX_REPAIRS: most } = process.env;'],
    ['const most = process\n  .env[name];'],
    ['const own = process;'],
    ['read(process);'],
    ['process.loadEnvFile();'],
  ])('a new way to read it is noticed: %s', (code) => {
    expect(environmentUses(code)).not.toEqual([]);
  });

  test.each([
    ["process.stdout.write('env');"],
    ['process.exitCode = 1;'],
    ['const { rss } = process.memoryUsage();'],
    ["process.on('SIGINT', stop);"],
    ['// The process and its env.'],
    ['const environment = processEnvironment(settings);'],
    ["import { spawn } from 'node:child_process';"],
  ])('what does not read it is not: %s', (code) => {
    expect(environmentUses(code)).toEqual([]);
  });

  test.each(functionNames)('the entry point of %s has no figure of its own', (name) => {
    const { text } = sources.find(({ path }) => path === join('lambdas', name, 'index.ts'))!;
    const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '').replaceAll(/'[^']*'/g, '');

    expect(code.match(/\b[1-9][\d_]*\b/g) ?? []).toEqual([]);
  });

  test.each(functionNames)('the entry point of %s has no figure of its own', (name) => {
    const { text } = sources.find(({ path }) => path === join('lambdas', name, 'index.ts'))!;
    const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '').replaceAll(/'[^']*'/g, '');

    expect(code.match(/\b[1-9][\d_]*\b/g) ?? []).toEqual([]);
  });
});

function valueIn(sections: object, section: string, name: string): unknown {
  return Object(Object(sections)[section])[name];
}

// A copy of a default would not change with the table: here all of them are other ones before anything
// that uses them is loaded.
describe('when every default of the table is another', () => {
  let template: Template;
  let variablesOf: (functionName: string) => Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    alterDefaults();
    const { aStage, synthesizeStage } = await import('../../support/synthesize.ts');
    const signIn = { issuer: 'https://login.example.com', clientId: 'page' };
    template = synthesizeStage(aStage({ signIn })).get('us-east-1')!;
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    const environments = functions.map(({ Properties }) => Properties.Environment?.Variables ?? {});
    variablesOf = (name) =>
      environments.find(({ POWERTOOLS_SERVICE_NAME: service }) => service === name)!;
  });

  test.each(defaulted.filter(({ row }) => row.stageKey !== undefined))(
    'a stage has that of $section.$name',
    async ({ section, name }) => {
      const { parseStage } = await import('../../../lib/stage/read-stage.ts');
      const { signInBy } = await import('../../../lib/stage/sign-in.ts');
      const stage = parseStage('beta', {
        partnerDomain: 'vendor.example',
        homeRegion: 'us-east-1',
        regions: ['us-east-1'],
      });
      const signIn = signInBy({ issuer: 'https://login.example.com', clientId: 'page' });

      expect(valueIn({ ...stage, signIn }, section, name)).toEqual(other(`${section}.${name}`));
    },
  );

  const written = defaulted.flatMap(({ section, name, row }) =>
    row.variable === undefined
      ? []
      : row.functions.map((functionName) => ({ section, name, functionName, row })),
  );

  test.each(written)('the stack gives it to $functionName: $section.$name', (one) => {
    const { section, name, functionName, row } = one;

    expect(variablesOf(functionName)[row.variable!]).toBe(
      row.kind!.write(other(`${section}.${name}`)),
    );
  });

  test.each(defaulted)('local mode has it, or its own: $section.$name', async (one) => {
    const { section, name } = one;
    const { localOverrides, localSettings } =
      await import('../../../lambdas/settings/local-settings.ts');
    const override = valueIn(localOverrides, section, name);

    expect(valueIn(localSettings, section, name)).toEqual(override ?? other(`${section}.${name}`));
  });

  test('the outage and model runs have those of the functions that deliver', async () => {
    const { deployedSettings } = await import('../../fault-injection/deployed-settings.ts');

    expect(deployedSettings('retry')).toMatchObject({
      maxEntries: other('delivery.maxEntries'),
      maxDeliveriesPerMessage: other('delivery.maxDeliveriesPerMessage'),
      maxEntryBytes: other('entryLimits.maxEntryBytes'),
      maxRequestBytes: other('entryLimits.maxRequestBytes'),
      callTimeoutMs: other('delivery.callTimeoutMs'),
      minCallMs: other('delivery.callTimeoutMs'),
      lookUpMs: other('delivery.lookUpMs'),
      payloadMs: other('delivery.payloadMs'),
      settleMs: other('delivery.settleMs'),
      answerMs: other('delivery.answerMs'),
      activityEveryMs: Number(other('delivery.activityEverySeconds')) * 1000,
      retryPolicy: {
        baseDelaySeconds: other('retry.baseDelaySeconds'),
        maxDelaySeconds: other('retry.maxDelaySeconds'),
        retryForSeconds: other('retry.retryForSeconds'),
      },
    });
  });

  test('the outage runs count a delivery’s time and the quota by them', async () => {
    const { budgetMs } = await import('../../fault-injection/outage/figures.ts');
    const { putQuota } = await import('../../fault-injection/outage/scenario.ts');

    expect(budgetMs).toBe(Number(other('retry.retryForSeconds')) * 1000);
    expect(putQuota.requestsPerSecond).toBe(other('quotas.putPartnerEventsPerSecond'));
  });

  test('the reconciler decides by them', async () => {
    const { parseReconcileEnvironment, reconcileSettings } =
      await import('../../../lambdas/reconcile/env.ts');
    const { localReconcileEnvironment } =
      await import('../../../local/reconcile/reconcile-environment.ts');
    const { localOverrides } = await import('../../../lambdas/settings/local-settings.ts');
    const environment = localReconcileEnvironment('mappings', ['us-east-1'], {
      replayQueueUrl: 'http://127.0.0.1:1/replays',
      publicUrl: 'http://127.0.0.1:2',
    });

    const own = defaulted.filter(
      ({ section, row }) => section === 'reconcile' && row.functions.includes('reconcile'),
    );
    const policy = own.map((one) => [one.name, other(nameOf(one))]);

    expect(reconcileSettings(parseReconcileEnvironment(environment)).policy).toEqual({
      ...Object.fromEntries(policy),
      ...localOverrides.reconcile,
      booksMissed: true,
    });
  });

  test('the schedule, the alarms, the producer and the models go by them', async () => {
    const { checkSettings } = await import('../../../producer/settings.ts');
    const costModel = await import('../../../tools/cost-model/settings.ts');
    const { waits } = await import('../../../tools/cost-model/inputs.ts');
    const fullPass = await import('../../../tools/bench/reconciler/full-pass.ts');
    const { reconcileRequestsPerSecond } = await import('../../../lambdas/settings/deployment.ts');
    const quota = Number(other('quotas.partnerOperationsPerSecond'));
    const schedule = {
      ScheduleExpression: `rate(${String(other('reconcile.everyMinutes'))} minutes)`,
    };
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    const thresholds = alarms.map(({ Properties }) => Properties.Threshold);

    expect(
      Object.keys(template.findResources('AWS::Scheduler::Schedule', { Properties: schedule })),
    ).toHaveLength(1);
    // The age of a retry that was delayed for as long as may be, and whose batch was lost once.
    expect(thresholds).toContain(Number(other('retry.maxDelaySeconds')) + 6 * 60 + 2 + 2 * 60);
    expect(checkSettings({}).maxEntryBytes).toBe(other('entryLimits.maxEntryBytes'));
    expect(costModel.maxRequestBytes).toBe(other('entryLimits.maxRequestBytes'));
    expect(waits.call).toBe(Number(other('quotas.putPartnerEventsMs')) / 1000);
    expect(fullPass.callsPerSecond).toBe(
      reconcileRequestsPerSecond({
        partnerOperationsPerSecond: quota,
        putPartnerEventsPerSecond: 1,
        putPartnerEventsMs: 1,
      }),
    );
  });
});
