import { strangersIn, type Inbox } from '../inbox.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import { judgeCopies } from '../judge/copies.ts';
import { plainEvent, textSample, type SampleToSend } from '../samples.ts';
import { markedEvent, sendMarked } from '../send-marked.ts';
import { takePicture } from '../take-picture.ts';
import { waitFor } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';
import { listen } from './listen.ts';

/** An event that was sent, and when the queue took it at the earliest. */
export interface SentSample {
  readonly mark: string;
  readonly sample: SampleToSend;
  /** The event's own time; undefined if the queue's is taken. */
  readonly timeMs: number | undefined;
  /** Epoch milliseconds. */
  readonly sentAtMs: number;
}

/** What was sent in a Region, and where it arrives. */
export interface Received {
  readonly sent: readonly SentSample[];
  readonly inbox: Inbox;
}

interface Place {
  readonly region: string;
  readonly source: WalkedSource;
}

/** Every sample of the catalogue, and an event of the walk's own, arrive at the customer's queue. */
export async function showEventsReceived(
  run: ItemRun,
  place: Place,
  context: WalkContext,
): Promise<Received> {
  const inbox = await listen(run, { region: place.region, bus: place.source.view.name }, context);
  await awaitFirst(run, inbox, place, context);
  const sent = await sendSamples(run, { ...place, inbox }, context);
  await awaitAll(run, { sent, inbox }, context);
  const { problems, notes } = judgeCopies(
    sent.map(({ mark, sample: { words } }) => ({ words, arrived: inbox.arrived(mark) })),
  );
  for (const problem of problems) run.problem(problem);
  for (const note of notes) run.note(note);
  refuseStrangers(run, inbox);
  run.finding('Events that were sent and received', [
    `${sent.length} sent in ${place.region}`,
    `${sent.filter(({ mark }) => inbox.arrived(mark).length > 0).length} received`,
  ]);
  await takePicture('received', place.source, run, context);
  return { sent, inbox };
}

/** What arrives must have been sent to the source of this bus. */
export function refuseStrangers(run: ItemRun, inbox: Inbox): void {
  const strangers = strangersIn(inbox);
  if (strangers === undefined) return;
  run.problem(`expected no other events on the bus, but there are ${strangers}`);
}

/** What fails may have failed because an event went to the wrong source, which this one's bus then shows. */
export async function orStrangers<T>(
  run: ItemRun,
  { work, inbox }: { readonly work: Promise<T>; readonly inbox: Inbox },
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ItemEnded)) throw error;
    await inbox.look(run);
    refuseStrangers(run, inbox);
    throw error;
  }
}

/** A new rule takes a while: an event is sent again and again until one arrives. */
async function awaitFirst(
  run: ItemRun,
  inbox: Inbox,
  { region, source: { generator } }: Place,
  context: WalkContext,
): Promise<void> {
  const { subject, names, services } = context;
  const { ruleMs, tryEveryMs } = subject.bounds;
  const marks: string[] = [];
  let nextMs = -Infinity;
  await waitFor(
    { what: `an event in ${region} through the new rule`, withinMs: ruleMs, everyMs: 0 },
    async () => {
      if (services.clock.now() >= nextMs) {
        const mark = names.mark(region, `first-${marks.length + 1}`);
        const event = markedEvent(mark, { generator, ...plainEvent });
        inbox.awaits(mark);
        await sendMarked(
          [event],
          'The vendor sends an event until the rule passes it on',
          run,
          context,
        );
        marks.push(mark);
        nextMs = services.clock.now() + tryEveryMs;
      }
      await inbox.look(run);
      const isThere = marks.some((mark) => inbox.arrived(mark).length > 0);
      if (isThere) return { done: true, value: undefined };
      const others = strangersIn(inbox);
      const also = others === undefined ? '' : `, but ${others}`;
      return { done: false, seen: `none of ${marks.length} events${also}` };
    },
    services,
  );
}

// So many a call: progress is shown between, and a stop is heard.
const sentAtOnce = 50;
const hourMs = 3_600_000;

/** To the second, as EventBridge writes times. */
function anHourBefore(ms: number): number {
  return Math.floor((ms - hourMs) / 1_000) * 1_000;
}

async function sendSamples(
  run: ItemRun,
  { region, source: { generator }, inbox }: Place & { readonly inbox: Inbox },
  context: WalkContext,
): Promise<readonly SentSample[]> {
  const { names, services, samples, onProgress } = context;
  const all = [textSample(), ...samples];
  const sent: SentSample[] = [];
  for (let at = 0; at < all.length; at += sentAtOnce) {
    const sentAtMs = services.clock.now();
    const some = all.slice(at, at + sentAtOnce).map((sample, index) => ({
      mark: names.mark(region, String(at + index)),
      sample,
      // The walk's own event has a time of its own, the others that of the queue.
      timeMs: sample.described === undefined ? anHourBefore(sentAtMs) : undefined,
      sentAtMs,
    }));
    const events = some.map(({ mark, sample: { detailType, detail }, timeMs }) =>
      markedEvent(mark, {
        generator,
        detailType,
        detail,
        time: timeMs === undefined ? undefined : new Date(timeMs),
      }),
    );
    for (const { mark } of some) inbox.awaits(mark);
    await sendMarked(events, 'The vendor sends samples of the catalogue', run, context);
    sent.push(...some);
    onProgress(`${region}: ${sent.length} of ${all.length} events sent`);
  }
  return sent;
}

async function awaitAll(
  run: ItemRun,
  { sent, inbox }: Received,
  { subject, services, onProgress }: WalkContext,
): Promise<void> {
  const { eventsMs: withinMs, eventsQuietMs: quietMs } = subject.bounds;
  const missing = () => sent.filter(({ mark }) => inbox.arrived(mark).length === 0);
  let last = { count: missing().length, atMs: services.clock.now() };
  try {
    await waitFor(
      { what: `all ${sent.length} events`, withinMs, everyMs: 0 },
      async () => {
        if (missing().length > 0) await inbox.look(run);
        const left = missing();
        onProgress(`${sent.length - left.length} of ${sent.length} events received`);
        if (left.length === 0) return { done: true, value: undefined };
        const nowMs = services.clock.now();
        if (left.length < last.count) last = { count: left.length, atMs: nowMs };
        if (nowMs - last.atMs >= quietMs) {
          throw new ItemEnded(
            `expected all ${sent.length} events, but ${missingWords(left)}, and none came for ${quietMs / 1_000} s`,
          );
        }
        return { done: false, seen: missingWords(left) };
      },
      services,
    );
  } catch (error) {
    // Those that came are still judged.
    if (!(error instanceof ItemEnded)) throw error;
    run.problem(error.message);
  }
}

const shownMissing = 3;

/** Which events are missing: all of them, or the first. */
function missingWords(missing: readonly SentSample[]): string {
  const names = missing.slice(0, shownMissing).map(({ sample }) => sample.words);
  const which = missing.length > shownMissing ? 'such as' : 'namely';
  return `${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing, ${which} ${names.join('; ')}`;
}
