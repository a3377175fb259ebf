import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';

/** A way to set up the customer's side. */
export type Way = 'console' | 'cli' | 'cdk' | 'cloudFormation' | 'terraform';

/** Whether an event bus of an earlier time probably exists: the source was active, or registered, before. */
export function mayHaveBus(
  source: Pick<Source, 'state' | 'retirement' | 'lastAcceptedEvent' | 'missedSince' | 'createdAt'>,
): boolean {
  if (statusOf(source) !== 'pending') return false;
  const { lastAcceptedEvent, missedSince, createdAt } = source;
  const missedBefore = missedSince !== null && Date.parse(missedSince) < Date.parse(createdAt);
  return missedBefore || lastAcceptedEvent?.state === 'ACTIVE';
}

const remakeInStack =
  'remove the rule and the event bus from the stack, deploy it, put both back, and deploy again.';

const ofStack = (deployed: string) =>
  `A stack that has made the bus sees no difference: keep the bus in it, and only activate the source. The deployment of a new stack fails, since the bus exists: activate the source first, and deploy the ${deployed} that this page shows then.`;

/** What happens to the customer by each way, and how it makes the bus again. */
export const earlierBusTexts: Readonly<
  Record<Way, { readonly meets: string; readonly remake: string }>
> = {
  console: {
    meets:
      'A second bus of that name cannot be made. Run these commands, for example in AWS CloudShell.',
    remake: 'delete the rules and the event bus, and associate the source again.',
  },
  cli: {
    meets:
      'Then create-event-bus fails with ResourceAlreadyExistsException: leave out that command, and those whose results you still have.',
    remake: 'delete the event bus, and create it again.',
  },
  cdk: { meets: ofStack('app'), remake: remakeInStack },
  cloudFormation: { meets: ofStack('template'), remake: remakeInStack },
  terraform: {
    meets:
      'If the bus is in your state, terraform plan shows no changes: keep the bus, and only activate the source. If it is not, terraform apply fails with ResourceAlreadyExistsException: activate the source first, and apply the configuration that this page shows then. Do not import the bus: the provider does not read event_source_name back, so the next apply would replace it.',
    remake:
      'replace the event bus together with what is on it; Terraform deletes in the right order.',
  },
};

/** Replaces the bus of the Terraform snippet. Its name stays, so Terraform alone would leave the rule on it. */
export const remakeTerraform = `terraform apply \\
  -replace=aws_cloudwatch_event_bus.partner \\
  -replace=aws_cloudwatch_event_rule.all \\
  -replace=aws_cloudwatch_event_target.partner
`;
