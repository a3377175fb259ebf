import type { Mapping } from '../../domain/mapping.ts';
import { sendMissedOf } from '../apply-observation.ts';
import { findSource, type FoundSource, type NamedSource } from '../find-source.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import type { Problem } from '../problems.ts';
import { historyOff } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';
import { controlLive } from './control-mapping.ts';
import { sendMissed } from './send-missed.ts';

/** Holds a source's events from now on. A source that is paused stays so. */
export async function pauseSource(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  // Without a history, nothing would be held.
  const off = historyOff(context);
  if (off !== undefined) return off;
  const control = { kind: 'pause', atMs: context.nowMs, booksMissed: true } as const;
  return await controlLive(named, control, context);
}

/** What becomes of the events that were held; without it, the question stays open. */
export type Backlog = 'send' | 'leave' | undefined;

/**
 * Delivers a source's events again. `send`: those that it missed are sent, as soon as the source is
 * ACTIVE. A source that is not paused stays so, and what is to become of the backlog is done all the same,
 * so that a request can be repeated.
 */
export async function resumeSource(
  named: NamedSource,
  backlog: Backlog,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const { nowMs: atMs, settings } = context;
  const settledAtMs = atMs + settings.policy.settleSeconds * 1000;
  const leavesMissed = backlog === 'leave';
  const control = { kind: 'resume', atMs, settledAtMs, leavesMissed } as const;
  const resumed = await controlLive(named, control, context);
  if (resumed.kind === 'problem') return resumed;
  if (backlog === 'send') return await sendBacklog(resumed.mapping, context);
  await sendMissedOf(resumed.mapping, context);
  return resumed;
}

/**
 * Sends what a source missed now. If AWS would drop it, if nobody knows that, or if another replay of the
 * source is not over, it is sent by itself later.
 */
async function sendBacklog(
  { sourceName: name, region }: Mapping,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const named = { name, region };
  const started = await sendMissed(named, context);
  return started.kind === 'started' || isFinal.has(started.code)
    ? await findSource(named, context)
    : await controlLive(named, { kind: 'sendMissedOnceActive' }, context);
}

/** What a later try would find, too. */
const isFinal: ReadonlySet<ProblemCode> = new Set(['historyOff', 'notFound']);

/** Drops what waits on the retry queue from before a time; what was skipped later stays skipped. */
export async function skipBacklog(
  named: NamedSource,
  beforeMs: number,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const before = new Date(beforeMs).toISOString();
  return await controlLive(named, { kind: 'skipBacklog', before }, context);
}
