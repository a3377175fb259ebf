import type { Source } from '../api/schemas.ts';

/** What the snippets need to know: where the customer receives what. */
export interface Receiver {
  /** Of the partner event source, and of its event bus. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Whether the event bus is there already. */
  readonly hasBus: boolean;
}

/** The receiver of a source. */
export function receiverOf(source: Source): Receiver {
  const { name, account, region, arn } = source;
  return {
    name,
    account,
    region,
    partition: arn.split(':')[1] ?? 'aws',
    hasBus: source.state === 'ACTIVE',
  };
}

/** The event pattern that matches all that comes from the vendor: by the source, `aws.partner/<partner>/...`. */
export function sourcePrefix(name: string): string {
  return `${name.split('/').slice(0, 2).join('/')}/`;
}

/** The log group that the snippets make; the EventBridge console offers those that begin so. */
export function logGroupName(name: string): string {
  return `/aws/events/${name}`;
}

/** The right of EventBridge to write to log groups such as {@link logGroupName}: a policy's statement. */
export function logStatement({ partition, region, account }: Receiver) {
  return {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `arn:${partition}:logs:${region}:${account}:log-group:/aws/events/*:*`,
  };
}
