import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A saved CloudWatch Logs Insights query. */
export interface SavedQuery {
  /** The construct id, unique in the stack; it stays when the name changes. */
  readonly id: string;
  /** The name that operators see. */
  readonly name: string;
  /** The functions whose logs it searches. */
  readonly functions: readonly LambdaFunction[];
  /** The query, a line for each command. */
  readonly lines: readonly string[];
}

/** Properties of {@link SavedQueries}. */
export interface SavedQueriesProps {
  readonly queries: readonly SavedQuery[];
}

/** Logs Insights queries, in a folder with the stack's name. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { queries }: SavedQueriesProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    for (const { id: queryId, name, functions, lines } of queries) {
      new CfnQueryDefinition(this, queryId, {
        name: `${stackName}/${name}`,
        logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
        queryString: lines.join('\n| '),
      });
    }
  }
}
