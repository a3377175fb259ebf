import { setImmediate as nextTurn } from 'node:timers/promises';
import * as v from 'valibot';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import type { ItemRun } from '../item-run.ts';
import { detailTypeProblems, recommendedDetailTypes } from '../../guide/detail-types.ts';
import type { JudgeDetail } from '../judge/detail-schema.ts';
import { stubProblem } from '../judge/stub-needed.ts';
import { detailOf, eventProblems, type ExpectedEvent } from '../judge/received-event.ts';
import type { Arrived } from '../inbox.ts';
import { isoTime } from '../iso-time.ts';
import { refuseStopped } from '../wait.ts';
import type { WalkContext, WalkedSource } from '../walk-context.ts';
import type { Received, SentSample } from './events-received.ts';

const mostProblems = 10;
const clocksDifferMs = 120_000;

/** Every copy of each event that arrived is judged, field by field, and its detail by its schema. */
export async function showWellFormed(
  run: ItemRun,
  { source, received }: { readonly source: WalkedSource; readonly received: Received },
  context: WalkContext,
): Promise<void> {
  let wrong = 0;
  let stubs = 0;
  for (const { one, arrived } of copiesOf(received)) {
    // Compiling a schema takes a while, and a stop shall be heard between.
    await nextTurn();
    refuseStopped(context.services.signal);
    const { problems, isStub } = judge(arrived, one, { source, context });
    if (isStub) {
      stubs += 1;
      noteLink(arrived, context);
    }
    if (problems.length > 0) wrong += 1;
    if (wrong <= mostProblems) {
      for (const problem of problems) run.problem(`${one.sample.words}: ${problem}`);
    }
  }
  if (wrong > mostProblems) run.problem(`${wrong - mostProblems} more events are wrong`);
  if (stubs > 0) {
    run.note(`${stubs} details did not fit an entry: stubs with a link arrived in their place`);
  }
  judgeDetailTypes(run, received.sent);
  showOne(run, received);
}

function copiesOf({ sent, inbox }: Received) {
  return sent.flatMap((one) => inbox.arrived(one.mark).map((arrived) => ({ one, arrived })));
}

const stubSchema = v.object({ detail: v.object({ payload_url: v.string() }) });

function noteLink({ fields }: Arrived, { noteLink: note }: WalkContext): void {
  if (v.is(stubSchema, fields)) note(fields.detail.payload_url);
}

interface Judging {
  readonly source: WalkedSource;
  readonly context: WalkContext;
}

function judge(arrived: Arrived, sent: SentSample, { source, context }: Judging) {
  const { described, detailJson } = sent.sample;
  const { isStub } = detailOf(arrived, detailJson);
  const judgeDetail: JudgeDetail =
    described === undefined ? () => undefined : context.judgeOf(described);
  const notBySchema = judgeDetail(plain(arrived.fields['detail']), isStub);
  const notAsStub = isStub ? stubProblemOf(sent, { source, context }) : undefined;
  const problems = [
    ...(notAsStub === undefined ? [] : [notAsStub]),
    ...eventProblems(arrived, expectedOf(arrived, sent, { source, context })),
    ...(notBySchema === undefined
      ? []
      : [`expected a detail as its schema says, but ${notBySchema}`]),
  ];
  return { problems, isStub };
}

function stubProblemOf(
  { mark, sample: { detailType, detailJson }, timeMs, sentAtMs }: SentSample,
  { source: { generator, view }, context }: Judging,
): string | undefined {
  const { connection } = context.subject;
  return stubProblem(
    {
      id: mark,
      generator,
      detailType,
      time: isoTime(timeMs ?? sentAtMs),
      resources: [mark],
      detailJson,
    },
    {
      sourceName: view.name,
      eventIdIn: connection.settings.entryLimits.eventIdIn,
      maxEntryBytes: connection.maxEntryBytes,
    },
  );
}

function expectedOf(
  { atMs }: Arrived,
  { mark, sample, timeMs, sentAtMs }: SentSample,
  { source: { view }, context }: Judging,
): ExpectedEvent {
  const { subject } = context;
  const { eventIdIn } = subject.connection.settings.entryLimits;
  return {
    source: view.name,
    account: subject.customer.account,
    region: view.region,
    detailType: sample.detailType,
    resources: eventIdIn === 'resources' ? [mark, eventResource(mark)] : [mark],
    time:
      timeMs === undefined
        ? { fromMs: sentAtMs - clocksDifferMs, toMs: atMs + clocksDifferMs }
        : { fromMs: timeMs, toMs: timeMs },
    detailJson: sample.detailJson,
  };
}

/** A value without numbers that are kept as text, as a schema judges it. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function judgeDetailTypes(run: ItemRun, sent: readonly SentSample[]): void {
  const detailTypes = new Set(
    sent.flatMap(({ sample }) => (sample.described === undefined ? [] : [sample.detailType])),
  );
  for (const one of detailTypes)
    for (const problem of detailTypeProblems(one))
      run.problem(`the detail type "${one}" ${problem}`);
  if (detailTypes.size > recommendedDetailTypes) {
    run.note(
      `the catalogue has ${detailTypes.size} detail types; AWS recommends at most ${recommendedDetailTypes}`,
    );
  }
}

/** One event as it arrived, for whoever reads the report. */
function showOne(run: ItemRun, { sent, inbox }: Received): void {
  const [first] = sent;
  const [arrived] = first === undefined ? [] : inbox.arrived(first.mark);
  if (arrived === undefined) return;
  run.finding('The walk’s own event as it was received', [arrived.text]);
  run.finding('What was compared', [
    'version, id, source, account, time, region, detail-type and resources: by value',
    'detail: the text, character for character, and its JSON Schema',
  ]);
}
