import * as v from 'valibot';
import { tenantCalls, type TenantCalls } from '../api/tenant-calls.ts';
import type { Inbox } from '../inbox.ts';
import type { ItemRun } from '../item-run.ts';
import { plainEvent } from '../samples.ts';
import { markedEvent, sendMarked } from '../send-marked.ts';
import type { FaultControl, UpdateErrors } from '../subject/subject.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';

const throttling = 'ThrottlingException';

interface Throttled {
  readonly region: string;
  readonly source: WalkedSource;
  readonly inbox: Inbox;
}

/** EventBridge throttles one source: the API shows it, and the event arrives once it does not any more. */
export async function showThrottled(
  run: ItemRun,
  { region, source, inbox }: Throttled,
  context: WalkContext,
): Promise<void> {
  const { subject, names, services } = context;
  const { faults } = subject;
  if (faults === undefined) {
    run.note('AWS does not throttle when it is asked to: what is then done is described in words');
    return;
  }
  const restore = await throttle(source.view.name, faults, context);
  const mark = names.mark(region, 'throttled');
  const { generator } = source;
  inbox.awaits(mark);
  const event = markedEvent(mark, { generator, ...plainEvent });
  await sendMarked([event], 'The vendor sends an event while EventBridge throttles', run, context);
  const calls = tenantCalls(subject.tenants.first, run, services);
  await awaitThrottling(source, calls, context);
  await restore();
  await waitFor(
    {
      what: `the event that was throttled in ${region}`,
      withinMs: subject.bounds.eventsMs,
      everyMs: 0,
    },
    async () => {
      await inbox.look(run);
      const isThere = inbox.arrived(mark).length > 0;
      return isThere ? { done: true, value: undefined } : { done: false, seen: 'nothing' };
    },
    services,
  );
  run.finding('An event that was throttled', ['it arrived after further attempts']);
}

/** Makes EventBridge throttle a source beside the faults that there are, and resolves with how that ends. */
async function throttle(
  name: string,
  faults: FaultControl,
  { journal, subject }: WalkContext,
): Promise<() => Promise<void>> {
  // Another walk may have asked for one of its own meanwhile, or taken it away.
  const others: UpdateErrors = (all) => all.filter((one) => !isOf(name, one));
  const restore = async () => await faults.change(others);
  journal.note({
    what: `EventBridge's faults of ${subject.title}`,
    undo: restore,
    byHand: 'DELETE /_emulator/faults of the emulator',
  });
  await faults.change((all) => [...others(all), { source: name, errorCode: throttling }]);
  return restore;
}

function isOf(name: string, sourceError: unknown): boolean {
  return v.is(v.object({ source: v.literal(name) }), sourceError);
}

async function awaitThrottling(
  { generator, view }: WalkedSource,
  calls: TenantCalls,
  { subject, services }: WalkContext,
): Promise<void> {
  const { retireMs: withinMs, everyMs } = subject.bounds;
  await waitFor(
    { what: `the API to show ${throttling} as the source's last error`, withinMs, everyMs },
    async () => {
      const listed = await calls.list(generator);
      const found = listed.find(({ name, region }) => name === view.name && region === view.region);
      const code = found?.lastError?.code;
      if (code === throttling) return { done: true, value: undefined };
      return { done: false, seen: code ?? 'no error' };
    },
    services,
  );
}
