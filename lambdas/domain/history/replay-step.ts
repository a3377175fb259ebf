import type { Mapping } from '../mapping.ts';
import { isOver, type Replay, type ReplayRun } from './replay.ts';

/**
 * What a message on the replay queue is good for. `begin`: its step. `busy`: its step is under way, so
 * that the message must stay on the queue: it is the one that comes again should that step die. `stale`:
 * nothing, since its step is done.
 */
export type StepDecision = 'begin' | 'busy' | 'stale';

// Longer than the longest wait between two steps, a message that comes again after a crash included.
const forgottenAfterMs = 15 * 60_000;

/**
 * Decides about a message. Steps are numbered, and each sends the message of the next one before its own
 * is deleted. So a doubled message does nothing, and one that is lost with its process comes again.
 *
 * @param step the message's; without one it wakes a replay that is new, or that nobody works at any more
 */
export function decideStep(replay: Replay, step: number | undefined, nowMs: number): StepDecision {
  const { run } = replay;
  if (isOver(replay)) return 'stale';
  if (run === undefined) return 'begin';
  if (step === undefined) return nowMs - run.beganAtMs >= forgottenAfterMs ? 'begin' : 'stale';
  if (step > run.step) return 'begin';
  if (step < run.step || run.untilMs === undefined) return 'stale';
  return nowMs < run.untilMs ? 'busy' : 'begin';
}

/** The number of the step that a message begins which has none. */
export function nextStep({ run }: Pick<Replay, 'run'>): number {
  return (run?.step ?? 0) + 1;
}

/** The replay with a step begun. */
export function beginStep(
  replay: Replay,
  step: Pick<ReplayRun, 'step' | 'beganAtMs'> & { readonly untilMs: number },
): Replay & { readonly run: ReplayRun } {
  const { run = { failures: 0, within: {}, seen: '' } } = replay;
  return { ...replay, run: { ...run, ...step }, version: replay.version + 1 };
}

/**
 * Why a replay must not go on, in words; undefined if it may. It is for the registration that it began
 * with, and only for somebody who listens: EventBridge would drop the events of a source that is not
 * ACTIVE.
 *
 * @param mapping the source's, unless it is gone
 */
export function reasonToEnd(
  { source }: Pick<Replay, 'source'>,
  mapping: Mapping | undefined,
): string | undefined {
  if (mapping === undefined || mapping.retirement !== undefined) return 'the source is gone';
  if (mapping.generation !== source.generation) return 'the source was registered again';
  if (mapping.pausedAt !== undefined) return 'the source was paused';
  return mapping.state === 'ACTIVE'
    ? undefined
    : `the source is ${mapping.state}, so that EventBridge would drop the events`;
}
