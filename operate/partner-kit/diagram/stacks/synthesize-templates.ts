import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import * as v from 'valibot';
import { addStageStacks } from '../../../../lib/stage-stacks.ts';
import type { Stage } from '../../../../lib/stage/stage.ts';
import { readCdkJson } from '../../../cdk-json.ts';
import type { StackTemplate } from './stack-template.ts';

const cdkSettings = v.object({ context: v.optional(v.record(v.string(), v.unknown()), {}) });

/**
 * Synthesizes a stage's stacks in this process, as `cdk synth` does, and returns their templates. The
 * functions are not bundled, and the templates are not validated: neither is in a drawing.
 */
export function synthesizeTemplates(stage: Stage): readonly StackTemplate[] {
  const outdir = mkdtempSync(join(tmpdir(), 'eventbridge-partner-diagram-'));
  try {
    const context = { ...featureFlags(), [BUNDLING_STACKS]: [] };
    const app = new App({ context, outdir, builtinCloudFormationValidation: false });
    const { states, services } = addStageStacks(app, stage);
    const assembly = app.synth();
    return [...states, ...services].map((stack) => ({
      stack: stack.stackName,
      region: stack.region,
      template: assembly.getStackArtifact(stack.artifactId).template,
    }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function featureFlags(): Record<string, unknown> {
  return v.parse(cdkSettings, JSON.parse(readCdkJson())).context;
}
