import type { Emulator } from '../../../emulator/index.ts';
import { CUSTOMER, rawCall, SOURCE } from '../support.ts';

/** Creates the source of the tests, and its customer accepts it. */
export async function acceptSource(emulator: Emulator): Promise<void> {
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  const bus = { Name: SOURCE, EventSourceName: SOURCE };
  await rawCall(emulator, 'CreateEventBus', bus, CUSTOMER);
}

/** Puts a rule on the bus of the source, with a log group as its target. */
export async function addRule(emulator: Emulator, EventPattern: string): Promise<void> {
  const rule = { Name: 'all', EventBusName: SOURCE, EventPattern, Description: 'every event' };
  await rawCall(emulator, 'PutRule', rule, CUSTOMER);
  const Targets = [
    { Id: 'log', Arn: `arn:aws:logs:us-east-2:${CUSTOMER}:log-group:/aws/events/x` },
  ];
  await rawCall(emulator, 'PutTargets', { Rule: 'all', EventBusName: SOURCE, Targets }, CUSTOMER);
}
