import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Lets the producers, of this account or another, and the stage's own functions send to the events queue,
 * and denies everybody else, whatever the account's policies allow. A redrive of dead letters sends to the
 * queue too, so whoever starts one must be among the producers.
 *
 * They are named in a condition, not as principals: a principal must exist when the policy is created,
 * and a re-created one is a different principal (docs/adr/0026).
 *
 * @param producers ARNs of IAM roles and users
 * @param functions at least one
 */
export function allowProducers(
  events: Queue,
  producers: readonly string[],
  functions: readonly LambdaFunction[],
): void {
  const statement = { actions: ['sqs:SendMessage'], resources: [events.queueArn] };
  if (producers.length > 0) {
    events.addToResourcePolicy(
      new PolicyStatement({
        ...statement,
        sid: 'Producers',
        principals: [new AnyPrincipal()],
        // For an assumed role this is the ARN of the role itself; an anonymous caller has none.
        conditions: { ArnEquals: { 'aws:PrincipalArn': producers } },
      }),
    );
  }
  const roles = functions.flatMap(({ role }) => (role === undefined ? [] : [role.roleArn]));
  events.addToResourcePolicy(
    new PolicyStatement({
      ...statement,
      sid: 'NobodyElse',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...producers, ...roles] } },
    }),
  );
}
