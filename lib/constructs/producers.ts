import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Lets the producers, of this account or another, and the stage's own functions send to the events queue, and nobody
 * else: whatever a policy of the account would allow. Who moves dead letters back to the queue sends
 * to it too, and must be among the producers.
 *
 * They are named by a condition and not as principals: a principal must exist when the policy is made,
 * and one that was deleted and made again is another (docs/adr/0026).
 *
 * @param producers ARNs of IAM roles and users
 * @param functions one at least
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
        // Of an assumed role this is the ARN of the role itself; whoever is not signed in has none.
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
