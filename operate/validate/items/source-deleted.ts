import { answerWords, tenantCalls } from '../api/tenant-calls.ts';
import type { Inbox } from '../inbox.ts';
import { refuseStrangers } from './events-received.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import { plainEvent } from '../samples.ts';
import { markedEvent, sendMarked } from '../send-marked.ts';
import { stateForCustomer } from '../sides/customer-bus.ts';
import { sourceExists } from '../sides/partner-side.ts';
import { takePicture } from '../take-picture.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';

interface Deletion {
  readonly region: string;
  readonly source: WalkedSource;
  /** Undefined if nothing could be received. */
  readonly inbox: Inbox | undefined;
}

/** The tenant deletes the source: it is gone for the partner, the customer and the API, and gets no more events. */
export async function showSourceDeleted(
  run: ItemRun,
  deletion: Deletion,
  context: WalkContext,
): Promise<void> {
  const { region, source } = deletion;
  const { subject, services } = context;
  const place = { name: source.view.name, region };
  const calls = tenantCalls(subject.tenants.first, run, services);
  const deleted = await calls.remove(place);
  const isDone = deleted.status === 204 || (deleted.isRepeat && deleted.status === 404);
  if (!isDone) {
    throw new ItemEnded(`expected 204 for the deletion, but ${answerWords(deleted)}`);
  }
  await awaitGoneForPartner(run, place, context);
  await awaitGoneForCustomer(run, place, context);
  const asked = await calls.get(place);
  run.expect(
    asked.status === 404,
    `expected 404 for the deleted source, but ${answerWords(asked)}`,
  );
  await takePicture('deleted', source, run, context);
  if (deletion.inbox === undefined) {
    run.note('nothing could be received before, so that silence after the deletion shows nothing');
    return;
  }
  await expectSilence(run, { ...deletion, inbox: deletion.inbox }, context);
}

async function awaitGoneForPartner(
  run: ItemRun,
  { name, region }: { readonly name: string; readonly region: string },
  { subject, services }: WalkContext,
): Promise<void> {
  const { partner, bounds } = subject;
  const client = partner.eventBridge(region);
  await waitFor(
    {
      what: `no source ${name} in ${region} for the partner`,
      withinMs: bounds.stateMs,
      everyMs: bounds.everyMs,
    },
    async () => {
      const isThere = await sourceExists(name, { region, client }, run);
      return isThere ? { done: false, seen: 'it exists' } : { done: true, value: undefined };
    },
    services,
  );
}

async function awaitGoneForCustomer(
  run: ItemRun,
  { name, region }: { readonly name: string; readonly region: string },
  { subject, services }: WalkContext,
): Promise<void> {
  const { customer, bounds } = subject;
  const client = customer.eventBridge(region);
  await waitFor(
    {
      what: `the source ${name} in ${region} DELETED or gone for the customer`,
      withinMs: bounds.stateMs,
      everyMs: bounds.everyMs,
    },
    async () => {
      const state = await stateForCustomer(name, { region, client }, run);
      const isGone = state === undefined || state === 'DELETED';
      return isGone ? { done: true, value: undefined } : { done: false, seen: state };
    },
    services,
  );
}

/** An event that is sent now must not arrive for as long as it could be on its way. */
async function expectSilence(
  run: ItemRun,
  { region, source, inbox }: Deletion & { readonly inbox: Inbox },
  context: WalkContext,
): Promise<void> {
  const { subject, names, services } = context;
  const mark = names.mark(region, 'after-deletion');
  inbox.awaits(mark);
  const event = markedEvent(mark, { generator: source.generator, ...plainEvent });
  await sendMarked([event], 'The vendor sends an event after the deletion', run, context);
  const { quietMs } = subject.bounds;
  const endMs = services.clock.now() + quietMs;
  do {
    await inbox.look(run);
    if (inbox.arrived(mark).length > 0) {
      throw new ItemEnded('expected no event after the deletion, but the one sent then arrived');
    }
    // A call waits for messages by SQS's clock, which is not a test's.
    await services.clock.pause(subject.bounds.everyMs, services.signal);
  } while (services.clock.now() < endMs);
  refuseStrangers(run, inbox);
  run.finding('Silence after the deletion', [`no event within ${quietMs / 1_000} s`]);
}
