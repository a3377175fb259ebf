import { isOver, type Replay } from '../../lambdas/domain/history/replay.ts';
import type { HistorySource } from '../../lambdas/ports/history.ts';
import type { PlanReplay, PlannedReplay } from '../../lambdas/ports/plan-replay.ts';
import type { ReplayClaim, ReplayClaims } from '../../lambdas/ports/replay-claims.ts';
import type { ReplayTable, WakeReplay } from '../../lambdas/ports/replays.ts';

/** A plan of a replay that finds nothing. */
export const emptyPlan: PlannedReplay = {
  events: 0,
  bytes: 0,
  secondsAtMost: 0,
  withoutBody: 0,
  isComplete: true,
};

/** Replays in memory, the claims of their sources, and who was woken. */
export function fakeReplays() {
  const all = new Map<string, Replay>();
  const woken: string[] = [];
  const wakeReplay: WakeReplay = async ({ tenant, id }) => {
    woken.push(`${tenant} ${id}`);
  };
  const planReplay: PlanReplay = async () => emptyPlan;
  return {
    all: () => [...all.values()],
    woken,
    /** Changes a replay, as the function that sends it does. */
    change(id: string, fields: Partial<Replay>) {
      const [key, replay] = [...all].find(([, one]) => one.id === id)!;
      all.set(key, { ...replay, ...fields });
    },
    services: { replays: tableOf(all), replayClaims: fakeReplayClaims(), wakeReplay, planReplay },
  };
}

function tableOf(all: Map<string, Replay>): ReplayTable {
  const keyOf = (tenant: string, id: string) => JSON.stringify([tenant, id]);
  return {
    async create(replay) {
      const key = keyOf(replay.source.tenant, replay.id);
      if (all.has(key)) return 'exists';
      all.set(key, replay);
      return 'created';
    },
    find: async (tenant, id) => all.get(keyOf(tenant, id)),
    async list(tenant, { sourceArn, limit, after }) {
      const replays = [...all.values()]
        .filter(({ source }) => source.tenant === tenant)
        .filter(({ source }) => sourceArn === undefined || source.sourceArn === sourceArn)
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))
        .filter(({ id }) => after === undefined || id < after);
      const page = replays.slice(0, limit);
      const next = replays.length > limit ? page.at(-1)?.id : undefined;
      return { replays: page, ...(next !== undefined && { next }) };
    },
    async save(replay) {
      all.set(keyOf(replay.source.tenant, replay.id), replay);
      return 'saved';
    },
    async requestCancel(tenant, id) {
      const replay = all.get(keyOf(tenant, id));
      if (replay === undefined) return 'absent';
      if (isOver(replay)) return 'over';
      all.set(keyOf(tenant, id), { ...replay, isCancelRequested: true });
      return 'requested';
    },
  };
}

/** The claims of sources in memory. */
export function fakeReplayClaims(): ReplayClaims {
  const claims = new Map<string, ReplayClaim>();
  const keyOf = ({ tenant, sourceArn }: HistorySource) => JSON.stringify([tenant, sourceArn]);
  return {
    async claim(source, claim) {
      const held = claims.get(keyOf(source)) ?? claim;
      claims.set(keyOf(source), held);
      return held;
    },
    async replace(source, over, claim) {
      if (claims.get(keyOf(source))?.id !== over.id) return false;
      claims.set(keyOf(source), claim);
      return true;
    },
  };
}
