import type { ObservedRegion } from '../../emulator/observed/observed.ts';
import { classifyEntry } from '../../lambdas/domain/outcome.ts';
import { acceptAndCatch, type CaughtEvents } from './accept-and-catch.ts';
import type { ProbeContext } from './probe-context.ts';
import { entryText, requestText } from './probe-entry.ts';

// A rule may take a minute until it works.
const tries = 12;

/** Whether the EventId of an entry's result is the `id` of the event that the customer receives. */
export async function measureEventId(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'eventIdIsEventsId'>> {
  const { customer, show, note } = context;
  if (customer === undefined) {
    note(
      'whether an entry’s EventId is the id of the customer’s event was not observed: it takes --customer-profile',
    );
    return {};
  }
  show('the event’s id at the customer');
  const caught = await acceptAndCatch(context, customer);
  const received = await sendUntilReceived(context, caught);
  if (received === undefined) {
    note('no event reached the customer’s queue, so that the event’s id was not compared');
    return {};
  }
  return { eventIdIsEventsId: received.isSame };
}

async function sendUntilReceived(
  { head, put }: ProbeContext,
  caught: CaughtEvents,
): Promise<{ readonly isSame: boolean } | undefined> {
  const idOfTry = new Map<number, string>();
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const entry = entryText({ ...head, resources: [], detail: JSON.stringify({ attempt }) });
    const settled = await put(requestText([entry]));
    const outcome = classifyEntry(settled.kind === 'answered' ? settled.results[0] : undefined);
    if (outcome.kind === 'delivered') idOfTry.set(attempt, outcome.eventId);
    for (const event of await caught.receive()) {
      const id = idOfTry.get(event.detail.attempt);
      if (id !== undefined) return { isSame: id === event.id };
    }
  }
  return undefined;
}
