import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { cdkSnippet } from '../../../web/snippets/cdk.ts';
import { receiverOf } from '../../../web/snippets/receiver.ts';
import { ownName, undeliveredName } from '../../../web/snippets/target.ts';
import { aSource, anActiveSource } from '../support/builders.ts';

const awkward = sourceName('vendor.test', "acme/it's ${here}", '111122223333');

/** Inside the repository, where Node finds the CDK. */
const parent = join(import.meta.dirname, '../../../dist');

let folder: string;
beforeAll(() => {
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'cdk-snippet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sqsQueue = 'AWS::SQS::Queue';
const targets = ['log', 'queue', 'function'] as const;

describe('the CDK app', () => {
  const pending = receiverOf(aSource({ name: awkward }));
  const active = receiverOf(anActiveSource());
  let templates: Readonly<Record<(typeof targets)[number] | 'active', Template>>;
  beforeAll(() => {
    templates = synthesize({
      log: cdkSnippet(pending, 'log'),
      queue: cdkSnippet(pending, 'queue'),
      function: cdkSnippet(pending, 'function'),
      active: cdkSnippet(active, 'queue'),
    });
  });

  test.each(targets)(
    'accepts a pending source, and makes a rule for the events of the partner: %s',
    (target) => {
      expect(resourcesOf(templates[target], 'AWS::Events::EventBus')).toEqual([
        { EventSourceName: awkward, Name: awkward },
      ]);
      expect(resourcesOf(templates[target], 'AWS::Events::Rule')).toMatchObject([
        { EventPattern: { source: [{ prefix: 'aws.partner/vendor.test/' }] }, State: 'ENABLED' },
      ]);
    },
  );

  test('lets EventBridge write to its log group', () => {
    const { log } = templates;
    const [policy] = resourcesOf(log, 'AWS::Logs::ResourcePolicy');
    expect(resourcesOf(log, 'AWS::Logs::LogGroup')).toMatchObject([
      { LogGroupName: `/aws/events/${awkward}` },
    ]);
    expect(JSON.stringify(policy)).toContain('delivery.logs.amazonaws.com');
    expect(resourcesOf(log, 'Custom::CloudwatchLogResourcePolicy')).toHaveLength(1);
  });

  test.each([
    ['queue', [ownName(pending), undeliveredName(pending)]],
    ['function', [undeliveredName(pending)]],
  ] as const)('lets the rule alone send to the queues of the %s', (target, queues) => {
    const bySource = { Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() } } };
    expect(resourcesOf(templates[target], sqsQueue)).toMatchObject(
      queues.map((QueueName) => ({ QueueName, MessageRetentionPeriod: 1_209_600 })),
    );
    expect(resourcesOf(templates[target], 'AWS::SQS::QueuePolicy')).toMatchObject(
      queues.map(() => ({ PolicyDocument: { Statement: [bySource] } })),
    );
    expect(resourcesOf(templates[target], 'AWS::Events::Rule')).toMatchObject([
      { Targets: [{ DeadLetterConfig: { Arn: expect.anything() } }] },
    ]);
  });

  test('is a stack of its own for each source, so that one does not replace the other', () => {
    expect(stackOf('acme/repo1')).toMatch(/^partner-events-acme-repo1-/);
    expect(stackOf('acme/repo2')).not.toBe(stackOf('acme/repo1'));
  });

  test('lets the rule alone invoke the function', () => {
    expect(resourcesOf(templates.function, 'AWS::Lambda::Permission')).toMatchObject([
      {
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: expect.anything(),
      },
    ]);
  });

  test('puts its rule on the bus of an active source', () => {
    const { name } = anActiveSource();
    expect(resourcesOf(templates.active, 'AWS::Events::EventBus')).toEqual([]);
    expect(resourcesOf(templates.active, 'AWS::Events::Rule')).toMatchObject([
      { EventBusName: name },
    ]);
  });
});

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: object }>
  >;
}

/** The name of the stack for a generator. */
function stackOf(generator: string): string | undefined {
  const name = sourceName('vendor.test', generator, '111122223333');
  return /new Stack\(app, '(.*)'/.exec(cdkSnippet(receiverOf(aSource({ name })), 'log'))?.[1];
}

/** The templates of apps, by name. One process runs them all, for the time that it takes to load the CDK. */
function synthesize<Name extends string>(
  apps: Readonly<Record<Name, string>>,
): Readonly<Record<Name, Template>> {
  const names = Object.keys(apps) as Name[];
  const runs = names.map((name) => {
    writeFileSync(join(folder, `${name}.ts`), apps[name]);
    return `process.env.CDK_OUTDIR = './${name}.out'; await import('./${name}.ts');`;
  });
  writeFileSync(join(folder, 'run.mjs'), runs.join('\n'));
  execFileSync('node', ['run.mjs'], { cwd: folder });
  const templates = names.map((name) => [name, templateIn(join(folder, `${name}.out`))]);
  return Object.fromEntries(templates) as Readonly<Record<Name, Template>>;
}

function templateIn(out: string): Template {
  const template = readdirSync(out).find((one) => one.endsWith('.template.json'))!;
  return JSON.parse(readFileSync(join(out, template), 'utf8')) as Template;
}

function resourcesOf({ Resources }: Template, type: string): object[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
}
