import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { mappingTableName, type Stage } from '../stage/stage.ts';

/**
 * Allows a function that delivers to look mappings up in its own Region, and to retire them and note
 * what became of their events in the home Region, where a change that was refused is looked at again.
 *
 * The table is named and not referred to: in most Regions it is another stack's.
 */
export function allowDelivery(scope: Construct, stage: Stage): readonly PolicyStatement[] {
  const { region } = Stack.of(scope);
  const homeTable = new PolicyStatement({
    actions: ['dynamodb:Query', 'dynamodb:UpdateItem'],
    resources: [tableArn(scope, stage, stage.homeRegion)],
  });
  if (region === stage.homeRegion) return [homeTable];
  const replica = new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: [tableArn(scope, stage, region)],
  });
  return [replica, homeTable];
}

function tableArn(scope: Construct, stage: Stage, region: string): string {
  return Stack.of(scope).formatArn({
    service: 'dynamodb',
    region,
    resource: 'table',
    resourceName: mappingTableName(stage),
  });
}
