import { guideItems, type GuideItem } from '../guide/items.ts';
import { notRun, openItem, type ItemRun } from './item-run.ts';
import { showAccepted } from './items/accepted.ts';
import { orStrangers, refuseStrangers, showEventsReceived } from './items/events-received.ts';
import { showNameUnique } from './items/name-unique.ts';
import { showMissingSource } from './items/put-errors.ts';
import { showSourceCreated } from './items/source-created.ts';
import { showSourceDeleted } from './items/source-deleted.ts';
import { showThrottled } from './items/throttled.ts';
import { showWellFormed } from './items/well-formed.ts';
import type { ItemResult } from './validation.ts';
import type { WalkContext, WalkedSource } from './walk-context.ts';

/**
 * Walks through the items of a Region. What an item needs of one that failed makes it `notRun`; the others go on. The
 * errors of PutPartnerEvents come before the deletion, since they need a source that receives.
 */
export async function walkRegion(
  region: string,
  context: WalkContext,
): Promise<readonly ItemResult[]> {
  const items = itemsOf(region, context);
  const source = await items.show('sourceCreated', (run) =>
    showSourceCreated(run, region, context),
  );
  if (source === undefined) {
    for (const item of needSource) items.skip(item, 'sourceCreated');
    await items.show('putErrors', (run) => showMissingSource(run, { region, others: [] }, context));
  } else await walkSource({ region, source }, items, context);
  return items.results;
}

const needSource: readonly GuideItem[] = [
  'nameUnique',
  'accepted',
  'eventsReceived',
  'wellFormed',
  'sourceDeleted',
];

async function walkSource(
  place: { readonly region: string; readonly source: WalkedSource },
  items: RegionItems,
  context: WalkContext,
): Promise<void> {
  const { region, source } = place;
  await items.show('nameUnique', (run) => showNameUnique(run, place, context));
  const accepted = await items.show('accepted', (run) => showAccepted(run, place, context));
  if (accepted === undefined) items.skip('eventsReceived', 'accepted');
  const received =
    accepted &&
    (await items.show('eventsReceived', (run) => showEventsReceived(run, place, context)));
  if (received === undefined) items.skip('wellFormed', 'eventsReceived');
  else await items.show('wellFormed', (run) => showWellFormed(run, { source, received }, context));
  await items.show('putErrors', async (run) => {
    const showMissing = showMissingSource(run, { region, others: [source.generator] }, context);
    await (received === undefined
      ? showMissing
      : orStrangers(run, { work: showMissing, inbox: received.inbox }));
    if (received === undefined) run.note('no event was received: throttling was not shown');
    else {
      await showThrottled(run, { ...place, inbox: received.inbox }, context);
      refuseStrangers(run, received.inbox);
    }
  });
  const inbox = received?.inbox;
  await items.show('sourceDeleted', (run) => showSourceDeleted(run, { ...place, inbox }, context));
}

/** The items of a Region, as they are shown or left out. */
function itemsOf(region: string, { services, onProgress }: WalkContext) {
  const results: ItemResult[] = [];
  return {
    results,
    async show<T>(item: GuideItem, body: (run: ItemRun) => Promise<T>): Promise<T | undefined> {
      onProgress(`${region}: ${guideItems[item].title}`);
      const opened = openItem({ item, region }, services);
      const value = await opened.step(body);
      results.push(opened.end());
      return value;
    },
    skip(item: GuideItem, needed: GuideItem) {
      const reason = `needs "${guideItems[needed].title}" in ${region}`;
      results.push(notRun({ item, region }, reason, services));
    },
  };
}

type RegionItems = ReturnType<typeof itemsOf>;
