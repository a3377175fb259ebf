import { GetTemplateCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { stackName, stateStackName, type Stage } from '../../../lib/stage/stage.ts';
import type { DeployedTemplate } from './subject.ts';

/** The templates of a stage's stacks, as CloudFormation has them. */
export async function deployedTemplates(
  stage: Stage,
  clientIn: (region: string) => Pick<CloudFormationClient, 'send'>,
): Promise<readonly DeployedTemplate[]> {
  const stacks = stage.regions.flatMap((region) =>
    [stateStackName(stage, region), stackName(stage, region)].map((stack) => ({ stack, region })),
  );
  return await Promise.all(
    stacks.map(async ({ stack, region }) => {
      const { TemplateBody: body = '' } = await clientIn(region).send(
        new GetTemplateCommand({ StackName: stack, TemplateStage: 'Processed' }),
      );
      // YAML takes JSON, too.
      const template: unknown = parse(body);
      return { stack, region, template };
    }),
  );
}
