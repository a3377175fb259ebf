import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations, type App } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { addStageStacks } from '../../lib/stage-stacks.ts';
import { aQuickApp, aTwoRegionStage, anApp } from '../support/synthesize.ts';

jest.setTimeout(60_000);

const packs = [
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
];

interface Finding {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly acknowledgedAt: string;
  readonly reason: string;
}

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Finding[];
    readonly suppressedViolations: readonly Finding[];
  }[];
}

/** What the rule packs find in an app: unexplained findings, and acknowledged ones. */
function reportOn(app: App) {
  for (const Pack of packs) Validations.of(app).addPlugins(new Pack(app));
  try {
    app.synth();
  } catch (error) {
    // Errors among the findings end the synthesis, after the report is written.
    if (!(Error.isError(error) && error.name === 'ValidationFailed')) throw error;
  }
  const text = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
  const { pluginReports: reports } = JSON.parse(text) as Report;
  return {
    packs: reports.map(({ pluginName }) => pluginName),
    unexplained: reports.flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
    ),
    acknowledged: reports.flatMap(({ suppressedViolations }) => suppressedViolations),
  };
}

describe('the rule packs', () => {
  let standard: ReturnType<typeof reportOn>;
  beforeAll(() => {
    standard = reportOn(anApp(aTwoRegionStage()));
  });

  test('find nothing unexplained in the stage of two Regions', () => {
    const { packs: ran, unexplained } = standard;

    expect(unexplained).toEqual([]);
    expect(ran).toEqual(
      expect.arrayContaining([
        'AwsSolutions',
        'HIPAA.Security',
        'NIST.800.53.R5',
        'PCI.DSS.321',
        'Serverless',
      ]),
    );
  });

  test('find nothing unexplained where the vendor signs in and orphans are deleted', () => {
    const signIn = { issuer: 'https://login.example.com', clientId: 'page' };
    const stage = aTwoRegionStage({ signIn, reconcile: { orphan: 'delete' } });

    expect(reportOn(anApp(stage)).unexplained).toEqual([]);
  });

  test('are acknowledged each on a construct of its own, with a reason', () => {
    const { acknowledged } = standard;

    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { acknowledgedAt, reason, violatingConstructs } of acknowledged) {
      // Stack, part, construct: never a stack, nor one of its parts as a whole.
      expect(acknowledgedAt.split('/').length).toBeGreaterThanOrEqual(3);
      expect(reason).toMatch(/^.{30,}\.$/);
      for (const { constructPath } of violatingConstructs) {
        expect(constructPath.startsWith(`${acknowledgedAt}/`)).toBe(true);
      }
    }
  });

  test('would find a queue that somebody adds without protection', () => {
    const app = aQuickApp();
    addStageStacks(app, aTwoRegionStage());
    const stack = app.node.children.find((child) => Stack.isStack(child));
    const queue = new CfnQueue(stack!, 'Careless');

    expect(reportOn(app).unexplained).toContainEqual(`AwsSolutions-SQS4 ${queue.node.path}`);
  });
});
