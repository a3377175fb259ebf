import type { ReplayRequest } from '../api/replay-calls.ts';
import type { SourceKey } from '../api/source-path.ts';

/** The outcomes to choose from, in the order of the form. */
export const replayOutcomes = ['missed', 'failed', 'accepted'] as const;

/** The content of the form for a replay. */
export interface ReplayDraft {
  /** RFC 3339; empty while nothing is chosen. */
  readonly from: string;
  readonly to: string;
  readonly outcomes: ReplayRequest['outcomes'];
  /** Null for all. */
  readonly detailTypes: readonly string[] | null;
  /** As typed; empty for no limit. */
  readonly maxPerSecond: string;
}

/** The fields of the form. */
export const replayFields = ['from', 'to', 'outcomes', 'detailTypes', 'maxPerSecond'] as const;

/** What most want: what was missed in the last day. */
export function usualDraft(nowMs: number): ReplayDraft {
  const minuteMs = 60_000;
  const toMs = Math.floor(nowMs / minuteMs) * minuteMs;
  return {
    from: new Date(toMs - 1440 * minuteMs).toISOString(),
    to: new Date(toMs).toISOString(),
    outcomes: ['missed', 'failed'],
    detailTypes: null,
    maxPerSecond: '',
  };
}

/** The errors of a draft that the page finds itself. */
export function replayErrors(
  draft: ReplayDraft,
): Readonly<Partial<Record<keyof ReplayDraft, string>>> {
  const { from, to, outcomes, detailTypes, maxPerSecond } = draft;
  return {
    ...(from === '' && { from: 'Enter when it starts.' }),
    ...(to === '' && { to: 'Enter when it ends.' }),
    ...(from !== '' &&
      to !== '' &&
      Date.parse(from) >= Date.parse(to) && { to: 'The end must be after the start.' }),
    ...(outcomes.length === 0 && { outcomes: 'Select at least one kind of event.' }),
    ...(detailTypes?.length === 0 && { detailTypes: 'Select at least one detail type, or all.' }),
    ...(!/^([1-9]\d{0,5})?$/.test(maxPerSecond.trim()) && {
      maxPerSecond: 'Enter a whole number from 1 on, or nothing.',
    }),
  };
}

/** The request of a draft without errors. */
export function replayRequestOf({ name, region }: SourceKey, draft: ReplayDraft): ReplayRequest {
  const { from, to, outcomes, detailTypes, maxPerSecond } = draft;
  return {
    source: name,
    region,
    from,
    to,
    outcomes,
    ...(detailTypes !== null && { detailTypes }),
    ...(maxPerSecond.trim() !== '' && { maxPerSecond: Number(maxPerSecond) }),
  };
}

/** The outcomes with one more or less, in the order of the form. */
export function withOutcome(
  chosen: ReplayDraft['outcomes'],
  outcome: ReplayDraft['outcomes'][number],
): ReplayDraft['outcomes'] {
  return replayOutcomes.filter((one) => chosen.includes(one) !== (one === outcome));
}
