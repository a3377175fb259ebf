import * as v from 'valibot';
import { archiveRule } from '../archives/archive-rule.ts';
import { newArchiveStore } from '../archives/archived-events.ts';
import { addRule } from '../operations/rules.ts';
import type { Archive } from '../state/archive.ts';
import { archiveArn } from '../state/arns.ts';
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
  events: v.array(v.strictObject({ event: savedBusEvent, archivedAtMs: v.number() })),
});

/** The same, of {@link savedArchive}. */
export type SavedArchive = v.InferOutput<typeof savedArchive>;

/** An archive as it is saved. */
export function saveArchive(account: string, archive: Archive, withEvents: boolean): SavedArchive {
  const { events, ...members } = archive;
  const kept = withEvents ? newestOf(events.snapshot(), ({ event }) => event) : [];
  return {
    account,
    ...members,
    events: kept.map(({ event, archivedAtMs }) => ({
      event: { ...event, resources: [...event.resources] },
      archivedAtMs,
    })),
  };
}

/** Makes a saved archive, and the rule by which it takes the events of its bus. */
export function loadArchive(world: World, region: string, saved: SavedArchive): void {
  const { account, events, patternText, ...members } = saved;
  const store = newArchiveStore(world);
  for (const one of events) store.push(one);
  const { archivesOf, busesOf } = accountIn(world, region, account);
  archivesOf.set(members.name, { ...members, patternText, events: store });
  const bus = busesOf.get(members.bus);
  if (bus === undefined) return;
  const arn = archiveArn(region, account, members.name);
  addRule(world, bus, archiveRule({ name: members.name, region, archiveArn: arn }, patternText));
}

function accountIn(world: World, region: string, account: string) {
  const found = regionOf(world, region);
  return { archivesOf: found.archivesOf(account), busesOf: found.busesOf(account) };
}
