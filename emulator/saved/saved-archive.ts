import * as v from 'valibot';
import { archiveRule, archiveRuleName } from '../archives/archive-rule.ts';
import { newArchiveStore } from '../archives/archived-events.ts';
import { addRule } from '../operations/rules.ts';
import type { Archive } from '../state/archive.ts';
import { archiveArn } from '../state/arns.ts';
import type { EventBus } from '../state/event-bus.ts';
import type { Region } from '../state/region.ts';
import { regionOf, type World } from '../state/world.ts';
import { newestOf, savedBusEvent } from './saved-events.ts';

/** An archive of an account; its events if the received events are saved, too. */
export const savedArchive = v.strictObject({
  account: v.string(),
  name: v.string(),
  bus: v.string(),
  createdAtMs: v.number(),
  patternText: v.optional(v.string()),
  retentionDays: v.number(),
  shown: v.record(v.string(), v.unknown()),
  /** What is left of the rule by which it takes events: a customer can remove its target, and delete it, by force. */
  rule: v.picklist(['whole', 'withoutTarget', 'none']),
  events: v.array(v.strictObject({ event: savedBusEvent, archivedAtMs: v.number() })),
});

/** The same, of {@link savedArchive}. */
export type SavedArchive = v.InferOutput<typeof savedArchive>;

/** An archive of a Region as it is saved. */
export function saveArchive(
  region: Region,
  account: string,
  archive: Archive,
  withEvents: boolean,
): SavedArchive {
  const { events, ...members } = archive;
  const kept = withEvents ? newestOf(events.snapshot(), ({ event }) => event) : [];
  return {
    account,
    ...members,
    rule: ruleLeft(archive, region.busesOf(account).get(archive.bus)),
    events: kept.map(({ event, archivedAtMs }) => ({
      event: { ...event, resources: [...event.resources] },
      archivedAtMs,
    })),
  };
}

function ruleLeft({ name }: Archive, bus: EventBus | undefined): SavedArchive['rule'] {
  const rule = bus?.rules.get(archiveRuleName(name));
  if (rule?.archive !== name) return 'none';
  return rule.targets.size > 0 ? 'whole' : 'withoutTarget';
}

/** Makes a saved archive, and what is left of the rule by which it takes the events of its bus. */
export function loadArchive(world: World, region: string, saved: SavedArchive): void {
  const { account, events, patternText, rule: left, ...members } = saved;
  const store = newArchiveStore(world);
  for (const one of events) store.push(one);
  const { archivesOf, busesOf } = accountIn(world, region, account);
  archivesOf.set(members.name, { ...members, patternText, events: store });
  const bus = busesOf.get(members.bus);
  if (bus === undefined || left === 'none') return;
  const arn = archiveArn(region, account, members.name);
  const rule = archiveRule({ name: members.name, region, archiveArn: arn }, patternText);
  if (left === 'withoutTarget') rule.targets.clear();
  addRule(world, bus, rule);
}

function accountIn(world: World, region: string, account: string) {
  const found = regionOf(world, region);
  return { archivesOf: found.archivesOf(account), busesOf: found.busesOf(account) };
}
