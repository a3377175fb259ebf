import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A CloudWatch Logs Insights query to be kept. */
export interface SavedQuery {
  /** For a person; unique in the stack. */
  readonly name: string;
  /** The functions whose logs it asks. */
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
    for (const { name, functions, lines } of queries) {
      new CfnQueryDefinition(this, name.replaceAll(/[^A-Za-z]/g, ''), {
        name: `${stackName}/${name}`,
        logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
        queryString: lines.join('\n| '),
      });
    }
  }
}
