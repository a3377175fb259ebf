import { App } from 'aws-cdk-lib';
import { addStageStacks } from '../lib/stage-stacks.ts';
import { readStage, StageError } from '../lib/stage/read-stage.ts';

try {
  const app = new App();
  addStageStacks(app, readStage(app.node.tryGetContext('stage') ?? 'dev'));
} catch (error) {
  if (!(error instanceof StageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
