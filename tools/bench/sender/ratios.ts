import { spreadOf, type Spread } from '../measure/statistics.ts';
import type { Payload } from './events.ts';
import type { SenderRun, SenderRuns } from './measure.ts';
import { peers, type SenderVariant } from './variants.ts';

/** Which runs are looked at: those with one payload and one delay. */
export interface Setting {
  readonly payload: Payload;
  readonly delayMs: number;
}

/** A figure of each run of a variant, round by round. */
export function figuresOf(
  { name }: SenderVariant,
  figure: keyof SenderRun,
  { payload, delayMs }: Setting,
  all: readonly SenderRuns[],
): readonly number[] {
  const one = all.find((runs) => runs.payload === payload && runs.delayMs === delayMs);
  return (one?.byVariant.get(name) ?? []).map((run) => run[figure]);
}

/**
 * One variant's figure times another's, in each round: their runs of a round lie within seconds, so that a slow
 * minute of the machine is in both.
 */
export function ratioOf(
  [variant, other]: readonly [SenderVariant, SenderVariant],
  figure: keyof SenderRun,
  setting: Setting,
  all: readonly SenderRuns[],
): Spread {
  const others = figuresOf(other, figure, setting, all);
  const own = figuresOf(variant, figure, setting, all);
  return spreadOf(own.map((value, round) => value / (others[round] ?? Number.NaN)));
}

/** The peer with the highest median of events a second. */
export function bestPeer(setting: Setting, all: readonly SenderRuns[]): SenderVariant {
  const rateOf = (peer: SenderVariant) =>
    spreadOf(figuresOf(peer, 'eventsPerSecond', setting, all)).median;
  return peers.reduce<SenderVariant>(
    (best, peer) => (rateOf(peer) > rateOf(best) ? peer : best),
    peers[0],
  );
}
