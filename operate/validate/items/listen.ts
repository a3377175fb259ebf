import { openInbox, type Inbox } from '../inbox.ts';
import type { ItemRun } from '../item-run.ts';
import { putRule, putTarget, removeRule } from '../sides/customer-bus.ts';
import { allowRule, createQueue, deleteQueue } from '../sides/customer-queue.ts';
import type { WalkContext } from '../walk-context.ts';

/** The customer puts a rule for all of its events on the bus, with a queue as the target. */
export async function listen(
  run: ItemRun,
  { region, bus }: { readonly region: string; readonly bus: string },
  { subject, names, journal, services }: WalkContext,
): Promise<Inbox> {
  const { customer, bounds } = subject;
  const events = { region, client: customer.eventBridge(region) };
  const sqs = { region, client: customer.sqs(region) };
  const queueName = names.queue(region);
  const rule = { bus, rule: names.rule };
  journal.note({
    what: `the customer's queue ${queueName} in ${region}`,
    undo: async () => await deleteQueue(queueName, sqs),
    byHand: `${customer.cli} sqs delete-queue --region ${region} --queue-url $(${customer.cli} sqs get-queue-url --region ${region} --queue-name ${queueName} --output text)`,
  });
  const queue = await createQueue(queueName, sqs, run, services);
  journal.note({
    what: `the customer's rule ${rule.rule} on ${bus} in ${region}`,
    undo: async () => await removeRule(rule, events),
    byHand: `${customer.cli} events remove-targets --region ${region} --event-bus-name ${bus} --rule ${rule.rule} --ids fanout-validate, then events delete-rule --event-bus-name ${bus} --name ${rule.rule}`,
  });
  const ruleArn = await putRule(rule, customer.account, events, run);
  await allowRule(queue, ruleArn, sqs, run);
  await putTarget(rule, queue.arn, events, run);
  return openInbox(queue, { client: sqs, receiveSeconds: bounds.receiveSeconds }, services);
}
