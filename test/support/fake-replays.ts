import type { Replay } from '../../lambdas/domain/history/replay.ts';
import type { HistorySource } from '../../lambdas/ports/history.ts';
import type { ReplayClaim, ReplayClaims } from '../../lambdas/ports/replay-claims.ts';
import type { WakeReplay } from '../../lambdas/ports/replays.ts';
import { fakeReplayTable } from './fake-replay-table.ts';

/** Replays in memory, the claims of their sources, and who was woken. */
export function fakeReplays() {
  const table = fakeReplayTable();
  const woken: string[] = [];
  const wakeReplay: WakeReplay = async ({ tenant, id }) => {
    woken.push(`${tenant} ${id}`);
  };
  return {
    all: () => table.all(),
    woken,
    /** Changes a replay, as the function that sends it does. */
    async change(id: string, fields: Partial<Replay>) {
      const replay = table.all().find((one) => one.id === id)!;
      await table.save({ ...replay, ...fields, version: replay.version + 1 });
    },
    services: { replays: table, replayClaims: fakeReplayClaims(), wakeReplay },
  };
}

/** The claims of sources in memory. */
export function fakeReplayClaims(): ReplayClaims {
  const claims = new Map<string, ReplayClaim>();
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

function keyOf({ tenant, sourceArn }: HistorySource): string {
  return JSON.stringify([tenant, sourceArn]);
}
