import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { mappingTableName, type Stage } from '../stage/stage.ts';

/**
 * Allows a delivering function to look up mappings in its own Region, and to retire them and record their
 * activity in the home Region, where it also reads a mapping again after a refused change.
 *
 * The table is named, not referenced: in most Regions it belongs to another stack.
 */
export function allowDelivery(scope: Construct, stage: Stage): readonly PolicyStatement[] {
  const { region } = Stack.of(scope);
  const homeTable = new PolicyStatement({
    actions: ['dynamodb:Query', 'dynamodb:UpdateItem'],
    resources: [mappingTableArn(scope, stage, stage.homeRegion)],
  });
  if (region === stage.homeRegion) return [homeTable];
  const replica = new PolicyStatement({
    actions: ['dynamodb:Query'],
    resources: [mappingTableArn(scope, stage, region)],
  });
  return [replica, homeTable];
}

/** The ARN of a Region's mapping table, by its name. */
export function mappingTableArn(scope: Construct, stage: Stage, region: string): string {
  return Stack.of(scope).formatArn({
    service: 'dynamodb',
    region,
    resource: 'table',
    resourceName: mappingTableName(stage),
  });
}
