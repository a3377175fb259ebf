import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Lets the producers, of this account or another, and a function send to the events queue, and nobody
 * else: whatever a policy of the account would allow. Who moves dead letters back to the queue sends
 * to it too, and must be among the producers.
 *
 * @param producers ARNs of IAM roles and users
 */
export function allowProducers(
  events: Queue,
  producers: readonly string[],
  sender: LambdaFunction | undefined,
): void {
  const statement = { actions: ['sqs:SendMessage'], resources: [events.queueArn] };
  if (producers.length > 0) {
    events.addToResourcePolicy(
      new PolicyStatement({
        ...statement,
        sid: 'Producers',
        principals: producers.map((producer) => new ArnPrincipal(producer)),
      }),
    );
  }
  const senders = [...producers, ...(sender?.role === undefined ? [] : [sender.role.roleArn])];
  events.addToResourcePolicy(
    new PolicyStatement({
      ...statement,
      sid: 'NobodyElse',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      // Of an assumed role this is the ARN of the role itself.
      ...(senders.length > 0 && {
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': senders } },
      }),
    }),
  );
}
