import {
  replayPageSchema,
  replayPlanSchema,
  replayViewSchema,
  type ReplayView,
} from '../../lambdas/contract/history-view.ts';
import { withBody, withSignal, type Requests } from './requests.ts';
import { queryOf, type SourceKey } from './source-path.ts';

/** Which events of a source are to be sent again. */
export interface ReplayRequest {
  /** The source's name. */
  readonly source: string;
  readonly region: string;
  /** RFC 3339; the end is exclusive. */
  readonly from: string;
  readonly to: string;
  readonly outcomes: ReplayView['outcomes'];
  /** All if absent. */
  readonly detailTypes?: readonly string[];
  /** As many as the quota allows if absent. */
  readonly maxPerSecond?: number;
}

/** The calls about replays. */
export function replayCalls({ read }: Requests) {
  return {
    /** What a replay would do; it is not started. */
    planReplay: (request: ReplayRequest) =>
      read('/replays', replayPlanSchema, withBody('POST', { ...request, plan: true })),
    /** Starts a replay. Safe to repeat with the same key. */
    startReplay: (request: ReplayRequest, idempotencyKey: string) =>
      read('/replays', replayViewSchema, withBody('POST', request, idempotencyKey)),
    /** A page of the replays of a source, the newest first. */
    listReplays: ({ name, region }: SourceKey, cursor: string, signal?: AbortSignal) => {
      const query = queryOf({ source: name, region, cursor });
      return read(`/replays${query}`, replayPageSchema, withSignal(signal));
    },
    getReplay: (id: string, signal?: AbortSignal) =>
      read(`/replays/${encodeURIComponent(id)}`, replayViewSchema, withSignal(signal)),
    /** It ends after the page of events that it is sending. */
    cancelReplay: (id: string) =>
      read(`/replays/${encodeURIComponent(id)}/cancel`, replayViewSchema, { method: 'POST' }),
  };
}
