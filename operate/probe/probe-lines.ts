import type {
  ObservedLatency,
  ObservedLimit,
  ObservedRegion,
} from '../../emulator/observed/observed.ts';
import { answerText } from './observed-answers.ts';
import type { Change, Following } from './following/following.ts';
import type { RegionRun } from './probe-region.ts';
import type { StagePatch } from './stage-patch.ts';

/** What was seen in a Region, in lines. */
export function regionLines({
  region,
  observed,
  problem,
  calls,
  bytes,
  left,
}: RegionRun): readonly string[] {
  return [
    `${region} (${calls} requests, ${bytes.toLocaleString('en-US')} bytes)`,
    ...(problem === undefined ? [] : [`  not observed: ${problem}`]),
    ...(observed === undefined ? [] : observedLines(observed).map((line) => `  ${line}`)),
    ...left.map((one) => `  NOT REMOVED: ${one}`),
  ];
}

function observedLines(observed: ObservedRegion): readonly string[] {
  return [
    ...limitLines('largest entry', 'bytes', observed.entryBytes),
    ...shapeLines(observed.entryBytesByShape ?? {}),
    ...limitLines('largest request', 'bytes', observed.requestBytes),
    ...shapeLines(observed.requestBytesByShape ?? {}),
    ...limitLines('deepest nesting', 'levels', observed.nestingLevels),
    ...answerLines(observed),
    ...latencyLines(observed.latencyOfOne),
    ...latencyLines(observed.latency),
    ...throttlingLines(observed),
    ...idLines(observed),
    ...(observed.notes ?? []).map((note) => `note: ${note}`),
  ];
}

function limitLines(
  what: string,
  unit: string,
  limit: ObservedLimit | undefined,
): readonly string[] {
  if (limit === undefined) return [];
  const { accepted, refused, answer } = limit;
  const next =
    refused === undefined ? 'nothing larger was tried' : `${refused}: ${answerText(answer)}`;
  return [`${what}: ${accepted} ${unit}; ${next}`];
}

function shapeLines(
  limits: Readonly<Record<string, ObservedLimit | undefined>>,
): readonly string[] {
  const accepted = Object.entries(limits).map(([shape, limit]) => `${shape} ${limit?.accepted}`);
  return accepted.length === 0 ? [] : [`  by shape: ${accepted.join(', ')}`];
}

function answerLines({
  missingSource,
  deletedSource,
  pendingSeconds,
  entries = {},
}: ObservedRegion): readonly string[] {
  return [
    ...(missingSource ? [`source that never existed: ${answerText(missingSource)}`] : []),
    ...(deletedSource ? [`source that was deleted: ${answerText(deletedSource)}`] : []),
    ...(pendingSeconds === undefined ? [] : [`a PENDING source expires after ${pendingSeconds} s`]),
    ...Object.entries(entries).map(([name, answer]) => `entry ${name}: ${answerText(answer)}`),
  ];
}

function latencyLines(latency: ObservedLatency | undefined): readonly string[] {
  if (latency === undefined) return [];
  const { calls, entriesPerCall, p50Ms, p99Ms, networkMs } = latency;
  return [
    `latency, ${entriesPerCall} per request: p50 ${p50Ms} ms, p99 ${p99Ms} ms of ${calls} requests; a connection takes ${networkMs} ms`,
  ];
}

function throttlingLines({ throttling }: ObservedRegion): readonly string[] {
  if (throttling === undefined) return [];
  const { requestsPerSecond, seconds, requests, throttled, answer } = throttling;
  const how = answer === undefined ? '' : `: ${answerText(answer)}`;
  return [
    `throttled: ${throttled} of ${requests} requests, ${requestsPerSecond} a second for ${seconds} s${how}`,
  ];
}

function idLines({ eventIdIsEventsId: isSame }: ObservedRegion): readonly string[] {
  return isSame === undefined
    ? []
    : [`an entry’s EventId is ${isSame ? '' : 'not '}the id of the customer’s event`];
}

/** What follows for a stage, in lines. */
export function followingLines({
  observedFile,
  changes,
  notes,
  patch,
}: FollowingResult): readonly string[] {
  return [
    `Written: ${observedFile}`,
    changes.length === 0 ? 'No setting follows from it.' : 'Settings that follow:',
    ...changes.map(changeLine),
    ...notes.map((note) => `  note: ${note}`),
    ...(patch === undefined ? [] : patchLines(patch)),
  ];
}

/** Settings that follow, and where they were written. */
export interface FollowingResult extends Following {
  /** What was observed. */
  readonly observedFile: string;
  /** For the stage's file; undefined if nothing follows, and in local mode. */
  readonly patch?: (StagePatch & { readonly file: string }) | undefined;
}

function changeLine({ section, name, from, to, why }: Change): string {
  return `  ${section}.${name}: ${JSON.stringify(to)} instead of ${JSON.stringify(from)}, since ${why}`;
}

function patchLines(patch: StagePatch & { readonly file: string }): readonly string[] {
  if (patch.kind === 'refused') {
    return [`  no patch was made, since the stage would be refused with it: ${patch.problem}`];
  }
  return ['', ...patch.text.trimEnd().split('\n'), '', `Apply it: git apply ${patch.file}`];
}
