import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { cdkSnippet } from '../../../web/snippets/cdk.ts';
import { receiverOf } from '../../../web/snippets/receiver.ts';
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

describe('the CDK app', () => {
  test('accepts a pending source, and logs the events of the partner', () => {
    const template = synthesize('pending', cdkSnippet(receiverOf(aSource({ name: awkward }))));
    expect(resourcesOf(template, 'AWS::Events::EventBus')).toEqual([
      { EventSourceName: awkward, Name: awkward },
    ]);
    expect(resourcesOf(template, 'AWS::Events::Rule')).toMatchObject([
      { EventPattern: { source: [{ prefix: 'aws.partner/vendor.test/' }] }, State: 'ENABLED' },
    ]);
    expect(resourcesOf(template, 'AWS::Logs::LogGroup')).toMatchObject([
      { LogGroupName: `/aws/events/${awkward}` },
    ]);
  });

  test('puts its rule on the bus of an active source', () => {
    const { name } = anActiveSource();
    const template = synthesize('active', cdkSnippet(receiverOf(anActiveSource())));
    expect(resourcesOf(template, 'AWS::Events::EventBus')).toEqual([]);
    expect(resourcesOf(template, 'AWS::Events::Rule')).toMatchObject([{ EventBusName: name }]);
  });
});

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: object }>
  >;
}

function synthesize(name: string, app: string): Template {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, app);
  const out = join(folder, `${name}.out`);
  execFileSync('node', [file], { env: { ...process.env, CDK_OUTDIR: out } });
  return JSON.parse(readFileSync(join(out, 'PartnerEvents.template.json'), 'utf8')) as Template;
}

function resourcesOf({ Resources }: Template, type: string): object[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
}
