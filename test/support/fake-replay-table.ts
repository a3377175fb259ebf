import { isOver, type Replay } from '../../lambdas/domain/history/replay.ts';
import { askForTurn, noTurns, withoutTurn } from '../../lambdas/domain/history/replay-turns.ts';
import type { ReplayTable, ReplayTurns } from '../../lambdas/ports/replays.ts';

/** Replays in memory. */
export interface FakeReplayTable extends ReplayTable {
  /** Every replay, in the order of their ids. */
  all(): readonly Replay[];
}

/** A table with these replays. */
export function fakeReplayTable(...given: readonly Replay[]): FakeReplayTable {
  const items = new Map(given.map((replay) => [keyOf(replay.source.tenant, replay.id), replay]));
  const all = () => [...items.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    all,
    async create(replay) {
      const key = keyOf(replay.source.tenant, replay.id);
      if (items.has(key)) return 'exists';
      items.set(key, replay);
      return 'created';
    },
    find: async (tenant, id) => items.get(keyOf(tenant, id)),
    async list(tenant, { sourceArn, limit, after }) {
      const found = all()
        .toReversed()
        .filter(({ source }) => source.tenant === tenant)
        .filter(({ source }) => sourceArn === undefined || source.sourceArn === sourceArn)
        .filter(({ id }) => after === undefined || id < after)
        .map(withoutRun);
      const replays = found.slice(0, limit);
      return { replays, ...(found.length > limit && { next: replays.at(-1)?.id ?? '' }) };
    },
    async save(replay) {
      const key = keyOf(replay.source.tenant, replay.id);
      const known = items.get(key);
      if (known?.version !== replay.version - 1) return 'superseded';
      const { isCancelRequested: _, ...written } = replay;
      const { isCancelRequested } = known;
      items.set(key, { ...written, ...(isCancelRequested === true && { isCancelRequested }) });
      return 'saved';
    },
    async requestCancel(tenant, id) {
      const known = items.get(keyOf(tenant, id));
      if (known === undefined) return 'absent';
      if (isOver(known)) return 'over';
      items.set(keyOf(tenant, id), { ...known, isCancelRequested: true });
      return 'requested';
    },
  };
}

function withoutRun(replay: Replay): Replay {
  const { run: _, ...rest } = replay;
  return rest;
}

function keyOf(tenant: string, id: string): string {
  return JSON.stringify([tenant, id]);
}

/** Turns in memory. */
export function fakeReplayTurns(): ReplayTurns {
  const byRegion = new Map<string, typeof noTurns>();
  return {
    async ask(region, turn, limits) {
      const asked = askForTurn(byRegion.get(region) ?? noTurns, turn, limits);
      byRegion.set(region, asked.turns);
      return asked.isGranted ? 'granted' : 'wait';
    },
    async giveBack(region, replay) {
      byRegion.set(region, withoutTurn(byRegion.get(region) ?? noTurns, replay));
    },
  };
}
