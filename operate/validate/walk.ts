import type { SourceView } from '../../lambdas/contract/source-view.ts';
import type { GuideItem } from '../guide/items.ts';
import { openItem, type ItemRun, type OpenItem } from './item-run.ts';
import { makeNonexistent, showNonexistent } from './items/pending-to-nonexistent.ts';
import { showNoAccess } from './items/no-access.ts';
import { showPage } from './items/page.ts';
import { showRegionChoice } from './items/region-choice.ts';
import type { ItemResult } from './validation.ts';
import type { WalkContext } from './walk-context.ts';
import { walkRegion } from './walk-region.ts';

/** A source that has ended in PENDING, and the item that it is for. */
interface Vanished {
  readonly item: OpenItem;
  readonly view: SourceView | undefined;
}

/**
 * Walks through the list: what is shown once, then the Regions, side by side. Sources that vanish while they are PENDING do so before
 * anything else, since nobody may conclude anything from it for some minutes. Never rejects.
 */
export async function walk(context: WalkContext): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  const once = async (item: GuideItem, show: (run: ItemRun, on: WalkContext) => Promise<void>) => {
    const opened = openItem({ item, region: undefined }, context.services);
    await opened.step(async (run) => await show(run, context));
    results.push(opened.end());
  };
  await once('page', showPage);
  await once('regionChoice', showRegionChoice);
  await once('noAccess', showNoAccess);
  const vanished = new Map<string, Vanished>();
  for (const region of context.regions) vanished.set(region, await makeVanish(region, context));
  // Side by side, since most of a walk is waiting.
  const walked = context.regions.map(async (region) => await walkRegion(region, context));
  for (const items of await Promise.all(walked)) results.push(...items);
  let hasPassed = false;
  for (const [region, { item, view }] of vanished) {
    if (view !== undefined) {
      context.onProgress(`${region}: waiting for the API to show the source that is gone`);
      await item.step(async (run) => {
        if (!hasPassed) await passGrace(context);
        hasPassed = true;
        await showNonexistent(run, view, context);
      });
    }
    results.push(item.end());
  }
  return inOrder(results, context.regions);
}

async function makeVanish(region: string, context: WalkContext): Promise<Vanished> {
  const item = openItem({ item: 'pendingToNonexistent', region }, context.services);
  const view = await item.step(async (run) => await makeNonexistent(run, region, context));
  return { item, view };
}

/** On local mode the minutes in which a registration may be under way pass at once. */
async function passGrace({ subject }: WalkContext): Promise<void> {
  const { registrationGraceMinutes } = subject.connection.policy;
  await subject.passTime?.(registrationGraceMinutes * 60 + 1);
}

/** What is shown once, and then Region by Region. */
function inOrder(
  results: readonly ItemResult[],
  regions: readonly string[],
): readonly ItemResult[] {
  return [undefined, ...regions].flatMap((region) =>
    results.filter((result) => result.region === region),
  );
}
