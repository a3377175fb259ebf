import { App } from 'aws-cdk-lib';
import { addStageStacks } from '../../lib/stage-stacks.ts';
import { CatalogError } from '../../lib/index.ts';
import { readStage, StageError } from '../../lib/stage/read-stage.ts';
import type { Stage } from '../../lib/stage/stage.ts';

try {
  const app = new App();
  const stage = readStage(app.node.tryGetContext('stage') ?? 'dev');
  const isRequested = String(app.node.tryGetContext('moveControlPlane')) === 'true';
  if (!isRequested) await refuseToMoveControlPlane(stage);
  addStageStacks(app, stage);
} catch (error) {
  if (!(error instanceof StageError || error instanceof CatalogError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Throws a StageError if a deployment would lose a control plane. Offline, nothing is checked. */
async function refuseToMoveControlPlane(stage: Stage): Promise<void> {
  // The CDK CLI sets it if it has credentials.
  const credentialsAccount = process.env['CDK_DEFAULT_ACCOUNT'];
  if (credentialsAccount === undefined) return;
  // Not loaded offline, to keep synthesis fast.
  const { checkControlPlane } = await import('../../lib/stage/check-control-plane.ts');
  const check = await checkControlPlane(stage, stage.account ?? credentialsAccount);
  switch (check.kind) {
    case 'fine':
      return;
    case 'unknown':
      process.stderr.write(`${check.line}\n`);
      return;
    case 'refused':
      throw new StageError(check.line);
  }
}
