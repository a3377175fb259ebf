import { Stack, Stage } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { addStageStacks, readStage } from 'eventbridge-partner-fanout/cdk';

/** The vendor's pipeline, which deploys the stage of stages/prod.json. */
export function addPipeline(scope: Construct): void {
  const stack = new Stack(scope, 'Pipeline', {
    env: { account: '222233334444', region: 'us-east-1' },
  });
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'vendor');
  const pipeline = new CodePipeline(stack, 'Pipeline', {
    crossAccountKeys: true,
    synth: new ShellStep('Synth', {
      input: CodePipelineSource.codeCommit(repository, 'main'),
      commands: ['npm ci', 'npm run synth'],
    }),
  });
  const production = new Stage(stack, 'Production');
  addStageStacks(production, readStage('prod'));
  pipeline.addStage(production);
}
